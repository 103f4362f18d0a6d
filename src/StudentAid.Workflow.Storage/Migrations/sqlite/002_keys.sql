-- Keys, each wrapped by another: a tenant's (place, version from 1) by the master key, a subject's (no place, version 0) by its tenant's. A destroyed one is zeros.
create table vault_key (
    id blob primary key check (length(id) = 16),
    under blob not null check (length(under) = 16),
    place text not null,
    version integer not null check (version >= 0),
    wrapped blob not null
) strict, without rowid;

create index vault_key_under on vault_key (under, id);
create index vault_key_place on vault_key (place, version) where version > 0;

-- Keyed hashes of sealed fields, by which a document is found; they go with their subject.
create table look_up (
    digest blob not null check (length(digest) = 16),
    stream integer not null,
    kind text not null,
    name text not null,
    subject blob not null check (length(subject) = 16),
    primary key (digest, stream, kind, name)
) strict, without rowid;

create index look_up_document on look_up (stream, kind, name);
create index look_up_subject on look_up (subject);
