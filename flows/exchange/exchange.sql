-- The exchange's file, beside the ledger: what was taken from other members and what was sent to them.

-- Editions of the members file, each as it was signed. The highest is in force.
create table members (
    edition integer primary key,
    envelope blob not null,
    at text not null
) strict;

-- One row per statement taken from a producer.
create table taken (
    producer text not null,
    epoch integer not null,
    own_epoch integer not null,
    sequence integer not null,
    digest text not null unique,
    tlp text not null,
    created text not null,
    statement text not null,
    at text not null,
    primary key (producer, epoch, own_epoch, sequence)
) strict;

-- One row per finding of another member, as it stands: stated, withdrawn (a tombstone) or expired (its words are gone).
create table findings (
    producer text not null,
    finding_id text not null,
    kind text not null,
    revision integer not null,
    state text not null check (state in ('stated', 'withdrawn', 'expired')),
    said_on text not null,
    until text not null,
    body text not null,
    epoch integer not null,
    own_epoch integer not null,
    digest text not null references taken (digest),
    primary key (producer, finding_id)
) strict;

create index findings_by_kind on findings (kind, state);

-- One row per statement sent, and recipient.
create table sent (
    recipient text not null,
    epoch integer not null,
    own_epoch integer not null,
    sequence integer not null,
    digest text not null,
    at text not null,
    primary key (recipient, epoch, own_epoch, sequence)
) strict;

-- One row per finding of one's own that ever left, as last said.
create table own_findings (
    finding_id text primary key,
    kind text not null,
    revision integer not null,
    said_on text not null,
    until text not null,
    body text not null,
    is_withdrawn integer not null
) strict;

-- One row per recipient and finding: the revision it was last sent, and under which label.
create table received_by (
    recipient text not null,
    epoch integer not null,
    own_epoch integer not null,
    finding_id text not null references own_findings (finding_id),
    revision integer not null,
    label text not null,
    primary key (recipient, finding_id)
) strict;

create trigger taken_stays before update on taken
begin select raise(abort, 'what was taken stays'); end;

create trigger taken_is_kept before delete on taken
begin select raise(abort, 'what was taken stays'); end;

create trigger sent_stays before update on sent
begin select raise(abort, 'what was sent stays'); end;

create trigger sent_is_kept before delete on sent
begin select raise(abort, 'what was sent stays'); end;

create trigger members_only_newer before insert on members
when new.edition <= (select coalesce(max(edition), 0) from members)
begin select raise(abort, 'an older members file'); end;
