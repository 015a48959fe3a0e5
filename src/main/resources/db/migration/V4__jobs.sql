-- A job outlives its asset: no foreign key.
create table job (
    id varchar(36) primary key,
    kind varchar(32) not null,
    asset_id varchar(36) not null,
    asset_name varchar(510) not null,
    owner varchar(255) not null,
    status varchar(16) not null,
    bytes_done bigint not null,
    bytes_total bigint,
    result_sha256 varchar(64),
    result_files bigint,
    error varchar(1000),
    instance_id varchar(36) not null,
    version bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null
);

create index job_of_owner on job (owner, created_at, id);

create index job_by_status on job (status, instance_id);
