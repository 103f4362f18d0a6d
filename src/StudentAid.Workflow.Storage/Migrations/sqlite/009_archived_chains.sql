-- Where a tenant's chain starts once its older rows were archived and taken out: at the published head up to which the archives go.
create table chain_start (
    place text primary key,
    rows integer not null check (rows >= 1),
    events integer not null check (events >= 1),
    hash blob not null check (length(hash) = 32)
) strict, without rowid;
