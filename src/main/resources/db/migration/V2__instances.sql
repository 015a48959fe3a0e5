create table instance (
    id varchar(36) primary key,
    started_at timestamp(6) with time zone not null,
    heartbeat_at timestamp(6) with time zone not null
);
