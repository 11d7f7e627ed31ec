-- The codes of before carry the address within the HMAC: none of them could be used.
delete from user_verificationcode;

-- A code belongs to the address it was mailed to. For an address that has no account a row is kept, too, so that
-- asking and trying cost the same work; its user is null.
alter table user_verificationcode
  alter column user_id drop not null,
  drop constraint user_verificationcode_user_id_purpose_key;

create unique index user_verificationcode_address on user_verificationcode (purpose, lower(email));
create index user_verificationcode_user_id on user_verificationcode (user_id);
create index user_verificationcode_expires_at on user_verificationcode (expires_at);

-- What code_mac holds: the HMAC of purpose and code, hashed with the address. The HMAC alone would be the same for
-- everybody who was mailed the same code.
create function user_verificationcode_bind(mac bytea, email text) returns bytea
language sql stable parallel safe
return sha256(mac || convert_to(lower(email), 'UTF8'));
