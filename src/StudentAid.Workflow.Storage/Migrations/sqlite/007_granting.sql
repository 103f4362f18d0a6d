-- Who holds a role somewhere: few beside those who act for nobody but a child or themselves.
create index document_granting on document (kind, place) where json_array_length(content, '$.grants') > 0;
