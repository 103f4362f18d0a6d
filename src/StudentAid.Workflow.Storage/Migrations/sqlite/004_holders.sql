-- Who has a task in hand; null for most, which lie open for their post.
alter table task add column holder integer;

create index task_holder on task (holder, due, stream, bookmark) where holder is not null;
