-- Raised with each revocation, and locked until it commits: instances look here whether there is anything new.
create table token_revocation_version (
    version bigint not null
);

insert into token_revocation_version (version) values (0);

-- Tokens that are not good any more, by their claim jti.
create table revoked_token (
    token_id varchar(255) primary key,
    revoked_at timestamp(6) with time zone not null
);

-- Users none of whose tokens is good that was issued up to a time.
create table revoked_user (
    reader varchar(255) primary key,
    revoked_at timestamp(6) with time zone not null
);
