-- Each tenant's chain: a row for a batch of events that were committed since the last one. Content is the list of (stream 16, seq 4, first 16 of its hash); the hash covers the row and the one before.
create table chain (
    key integer primary key,
    place text not null,
    n integer not null check (n >= 1),
    upto integer not null,
    total integer not null check (total >= 1),
    at integer not null,
    content blob not null check (length(content) > 0),
    hash blob not null check (length(hash) = 32),
    unique (place, n)
) strict;

create index chain_upto on chain (upto);
