-- What waits for a second person: few beside all versions of all units' documents.
create index document_waiting on document (name, stream) where json_extract(content, '$.state') = 'proposed' or json_extract(content, '$.retractBy') is not null;
