-- Words that rows repeat (places in the ownership tree, kinds, statuses, gates, roles, activities), each once.
create table word (
    key integer primary key,
    text text not null unique
) strict;

-- Ids that rows repeat: actors, subjects, groups.
create table identity (
    key integer primary key,
    id blob not null unique check (length(id) = 16)
) strict;

-- A key is never given twice, although practice streams are deleted.
create table stream (
    key integer primary key autoincrement,
    id blob not null unique check (length(id) = 16),
    kind integer not null,
    version integer not null check (version >= 1),
    place integer not null,
    grp integer not null check (grp >= 0),
    subject integer,
    status integer not null,
    at text not null,
    practice integer not null check (practice in (0, 1))
) strict;

-- Apart from the stream, whose row would leave its page nearly empty when the instance ends; here whole pages come free.
create table snapshot (
    stream integer primary key,
    content blob not null check (length(content) > 0)
) strict;

create index stream_group on stream (grp, kind, status, key, place);
create index stream_subject on stream (subject) where subject is not null;

-- Appended in the order of commit, so that a batch of steps fills few pages.
create table event (
    position integer primary key,
    stream integer not null,
    seq integer not null check (seq >= 1),
    operation blob not null unique check (length(operation) = 16),
    body_hash integer not null,
    actor integer not null,
    at integer not null,
    data blob not null,
    sealed blob check (length(sealed) > 0),
    hash blob not null check (length(hash) = 32),
    unique (stream, seq)
) strict;

-- No due instant is the last one there is, so that pages can be cut by it.
create table task (
    stream integer not null,
    bookmark integer not null,
    activity integer not null,
    role integer not null,
    place integer not null,
    due integer not null check (due <= 253402300799999),
    shown_at integer not null check (shown_at >= 0),
    person integer,
    primary key (stream, bookmark)
) strict, without rowid;

create index task_inbox on task (place, role, due, stream, bookmark);
create index task_person on task (person, due, stream, bookmark) where person is not null;

create table deadline (
    stream integer not null,
    bookmark integer not null,
    due integer not null,
    primary key (stream, bookmark)
) strict, without rowid;

create index deadline_due on deadline (due);

create table signal (
    stream integer not null,
    bookmark integer not null,
    name text not null,
    correlation text,
    primary key (stream, bookmark)
) strict, without rowid;

create index signal_name on signal (name, correlation);

create table child_wait (
    stream integer not null,
    bookmark integer not null,
    child blob not null check (length(child) = 16),
    primary key (stream, bookmark)
) strict, without rowid;

create index child_wait_child on child_wait (child);

-- 0 waiting, 1 frozen, 2 decided, 3 applied, 4 left, 5 not-applied
create table entry (
    stream integer not null,
    bookmark integer not null,
    gate integer not null,
    place integer not null,
    state integer not null check (state between 0 and 5),
    barrier integer,
    decision text,
    primary key (stream, bookmark),
    check (state <> 0 or (barrier is null and decision is null)),
    check (state in (0, 4) or barrier is not null)
) strict, without rowid;

create index entry_gate on entry (gate, state, place);
create index entry_barrier on entry (barrier) where barrier is not null;

-- 0 pending, 1 delivered, 2 refused
create table message (
    position integer primary key autoincrement,
    id blob not null unique check (length(id) = 16),
    source integer not null,
    seq integer not null,
    target blob check (length(target) = 16),
    name text not null,
    body text,
    expects text,
    not_before integer not null,
    state integer not null default 0 check (state between 0 and 2),
    code text,
    check ((state = 2) = (code is not null))
) strict;

create index message_pending on message (position) where state = 0;
create index message_target on message (target, position) where state = 0 and target is not null;
create index message_refused on message (position) where state = 2;
create index message_source on message (source);

create table counter (
    name text primary key,
    value integer not null
) strict, without rowid;

create table blob (
    key integer primary key,
    hash blob not null unique check (length(hash) = 32),
    type text not null,
    subject blob check (length(subject) = 16),
    content blob not null
) strict;

create table document (
    key integer primary key,
    stream integer not null,
    kind text not null,
    name text not null,
    place integer,
    seq integer not null,
    content text not null,
    unique (stream, kind, name)
) strict;

-- Without a place of its own a document stands where its stream does.
create index document_kind on document (kind, name);
create index document_place on document (kind, place);
