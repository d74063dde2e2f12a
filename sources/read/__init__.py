"""Strict readers: bytes -> rows. What cannot be read whole is refused, what is not understood is said aloud.

raw.py        is this the document at all: empty, HTML, wrong type, wrong encoding
row.py        one record as published; fields are popped, and what nobody asked for is told once
delimited.py  CSV        markup.py  XML        pages.py  tables and lines in a PDF        packed.py  JSON, JSON Lines, gzip, zip
webpage.py    HTML: tables, and elements with the bytes they stand in
sheets.py     .xlsx
checked.py    the gate every entity of every source passes: names, identities, at least one row
ofac.py       how OFAC writes names and remarks, in its own lists and in the Consolidated Screening List
ofac_files.py the four delimited files of an OFAC list
dates.py      dates as lists write them
"""
