-- How many listings of each source did we know on each date on which something changed?
with
dates as (
    select known_from as known_on from history.listings
    union
    select known_to from history.listings where known_to is not null
)

select
    dates.known_on,
    listings.source,
    count(*) as listing_count
from dates
inner join
    history.listings as listings
    on listings.known_from <= dates.known_on and (listings.known_to is null or listings.known_to > dates.known_on)
group by dates.known_on, listings.source
order by dates.known_on, listings.source
