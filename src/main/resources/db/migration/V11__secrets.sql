-- Values are in Base64: H2 and PostgreSQL have no type for bytes in common.
create table secret (
    owner varchar(255) not null,
    name varchar(64) not null,
    encrypted_value varchar(60000) not null,
    version bigint not null,
    updated_at timestamp(6) with time zone not null,
    primary key (owner, name)
);
