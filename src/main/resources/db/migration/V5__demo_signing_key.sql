create table demo_signing_key (
    only_row smallint default 1 primary key check (only_row = 1),
    secret varchar(100) not null,
    created_at timestamp(6) with time zone not null
);
