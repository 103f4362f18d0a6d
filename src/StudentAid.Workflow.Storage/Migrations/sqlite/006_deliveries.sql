-- What receivers outside are still to be told, in the order in which it happened. A row goes when its receiver has it.
create table delivery (
    position integer primary key,
    id blob not null unique check (length(id) = 16),
    receiver integer not null,
    stream integer not null,
    seq integer not null,
    topic integer not null,
    about text not null,
    place integer not null,
    at integer not null
) strict;

create index delivery_receiver on delivery (receiver, position);
