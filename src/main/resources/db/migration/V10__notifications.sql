create table notification (
    id varchar(36) primary key,
    recipient varchar(255) not null,
    kind varchar(32) not null,
    text varchar(1000) not null,
    about_type varchar(64) not null,
    about_id varchar(190) not null,
    is_read boolean not null,
    version bigint not null,
    created_at timestamp(6) with time zone not null
);

create index notification_of_recipient on notification (recipient, created_at, id);

create index notification_in_order on notification (created_at, id);
