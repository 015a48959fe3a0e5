create table session_reporter (
    instance_id varchar(36) primary key,
    reported_at timestamp(6) with time zone not null
);

-- How many sessions of a user an instance has, and how many of them in each room; the room without a name is all of them.
create table session_report (
    instance_id varchar(36) not null,
    reader varchar(255) not null,
    room varchar(600) not null,
    sessions integer not null,
    primary key (instance_id, reader, room),
    constraint session_report_reporter foreign key (instance_id)
        references session_reporter (instance_id) on delete cascade
);

create index session_report_of_reader on session_report (reader);
