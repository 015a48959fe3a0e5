-- The sessions that each instance has; it looks here whether it is to end one.
create table session_entry (
    id varchar(36) primary key,
    instance_id varchar(36) not null,
    reader varchar(255) not null,
    connected_at timestamp(6) with time zone not null,
    address varchar(64),
    user_agent varchar(256),
    is_to_end boolean not null
);

create index session_entry_of_instance on session_entry (instance_id, is_to_end);
create index session_entry_of_reader on session_entry (reader);
