-- What running numbers begin with (a school's code and year), each once; people type them in either case.
create table series (
    key integer primary key,
    text text not null unique
) strict;

create index series_text on series (text collate nocase);

-- A number is kept as its series and its place in it, from which its text is made.
alter table stream add column series integer;
alter table stream add column number integer;

create index stream_number on stream (series, number) where series is not null;

-- Numbers from before stand in the first event of their instance, as its name.
create temp table begun as
    select stream, name, rtrim(name, '0123456789') as head from (
        select e.stream, json_extract(cast(e.data as text), '$[0][4]') as name
        from event e join stream s on s.key = e.stream join word w on w.key = s.kind
        where e.seq = 1 and w.text = 'instance' and json_valid(cast(e.data as text)) and json_extract(cast(e.data as text), '$[0][0]') = 'Started'
            and json_extract(cast(e.data as text), '$[0][2].number') = json_extract(cast(e.data as text), '$[0][4]'));

delete from begun where head not like '_%-' or length(name) - length(head) not between 4 and 18;

insert into series (text) select substr(head, 1, length(head) - 1) from begun group by head order by min(stream);

update stream set
    series = (select x.key from series x where x.text = substr(b.head, 1, length(b.head) - 1)),
    number = cast(substr(b.name, length(b.head) + 1) as integer)
from begun b where b.stream = stream.key;

drop table begun;
