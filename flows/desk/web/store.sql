-- What the desk itself has to remember: who is signed in, failed tries, invitations, who saw what. No word of people on hits or cases.
create table if not exists keys (name text primary key, value blob not null) strict;

create table if not exists sessions (
    digest text primary key,
    account text not null,
    csrf text not null,
    begun_at text not null,
    seen_at text not null
) strict;

create table if not exists tries (who text not null, at text not null) strict;

create table if not exists invitations (
    digest text primary key,
    account text not null,
    until text not null
) strict;

-- Who saw and did what; each line bound to the one before by its hash.
create table if not exists visits (
    sequence integer primary key,
    at text not null,
    account text not null,
    action text not null,
    object text not null,
    outcome text not null,
    hash text not null
) strict;

create trigger if not exists visits_stay before update on visits
begin select raise(abort, 'visits are only added'); end;

create trigger if not exists visits_are_kept before delete on visits
begin select raise(abort, 'visits are only added'); end;
