-- Which rows of the workbook could not be used or were read with a warning?
select
    document,
    locator,
    severity,
    text_en
from marts.rejected
order by severity, document, locator
