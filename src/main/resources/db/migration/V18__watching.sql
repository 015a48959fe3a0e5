-- What sources that cannot announce anything looked like when somebody last looked. The row of a source is locked by who
-- looks.
create table watched_source (
    name varchar(64) primary key
);

create table watched_item (
    source varchar(64) not null,
    id varchar(190) not null,
    body text not null,
    constraint watched_item_key primary key (source, id),
    constraint watched_item_source foreign key (source) references watched_source (name)
);
