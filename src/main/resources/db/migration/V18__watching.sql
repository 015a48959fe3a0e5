-- What sources that cannot announce anything looked like when somebody last looked. The row of a source is locked by who
-- writes what was seen; the number of changes tells whether somebody else has written since one began to look.
create table watched_source (
    name varchar(255) primary key,
    changes bigint not null
);

create table watched_item (
    source varchar(255) not null,
    id varchar(190) not null,
    body text not null,
    constraint watched_item_key primary key (source, id),
    constraint watched_item_source foreign key (source) references watched_source (name)
);
