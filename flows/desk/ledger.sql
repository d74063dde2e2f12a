-- The ledger's file. Append-only: the triggers refuse whatever the program itself must never do.
create table entries (
    sequence integer primary key,
    line text not null,
    hash text not null unique,
    kind text not null generated always as (json_extract(line, '$.kind')) virtual,
    decision integer generated always as (json_extract(line, '$.entry.decision')) virtual
) strict;

-- What was said of a decision later: signatures, withdrawals.
create index entries_of_decision on entries (decision) where decision is not null;

create index erasures on entries (kind) where kind = 'erasure';

-- Personal text, one row per entry and field, each under a key of its own; the chain holds hmac-sha256(key, text).
create table texts (
    sequence integer not null references entries (sequence),
    field text not null,
    key blob not null,
    text text not null,
    primary key (sequence, field)
) strict;

create trigger entries_follow before insert on entries
when new.sequence is not (select coalesce(max(sequence), 0) + 1 from entries)
begin select raise(abort, 'the ledger has no gaps'); end;

create trigger entries_stay before update on entries
begin select raise(abort, 'the ledger is append-only'); end;

create trigger entries_are_kept before delete on entries
begin select raise(abort, 'the ledger is append-only'); end;

create trigger texts_are_added_with_their_entry before insert on texts
when new.sequence is not (select max(sequence) from entries)
    or exists (select 1 from texts where sequence = new.sequence and field = new.field)
begin select raise(abort, 'a text belongs to the entry just written'); end;

create trigger texts_stay before update on texts
begin select raise(abort, 'the ledger is append-only'); end;

create trigger texts_go_by_erasure before delete on texts
when not exists (
    select 1
    from entries, json_each(entries.line, '$.entry.entries') as named
    where entries.kind = 'erasure' and named.value = old.sequence
)
begin select raise(abort, 'a text goes only by an entry that says so'); end;
