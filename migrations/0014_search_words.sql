-- How text becomes words, for the index and for what people type alike. PostgreSQL's own parser is not used: it takes
-- "WBC<5 and CRP>10" for a tag, "120/80" for a file and "pain.doctor" for a host.

-- None of these functions is declared strict: only then does PostgreSQL write them into the query that calls them, which is
-- five times as fast.

-- Without case, accents and apostrophes, so that "Crohn's" is "crohns" and "Rötlich" is "rotlich".
create function search_plain(content text) returns text
  language sql immutable parallel safe
  return lower(translate(regexp_replace(normalize(content, NFKD), '[\u0300-\u036f]', '', 'g'), '''’ʼ', ''));

-- Numbers keep one decimal point ("7,2" is "7.2"), a unit is parted from its number ("5mg" is "5", "mg"), codes stay whole
-- ("t3", "hba1c"), dates fall into their parts, and each sign of a script without spaces is a word.
create function search_words(content text) returns setof text
  language sql immutable parallel safe
as $$
  select left(word, 64)
  from regexp_matches(
    search_plain(content),
    '[0-9]+(?:[.,][0-9]+)*|[\u3040-\u30ff\u3400-\u9fff]|[a-z0-9\u00c0-\u1fff\u2c00-\u2fdf\ua000-\ufdff\U00010000-\U0010fffd]+',
    'g'
  ) found (token),
  lateral unnest(
    case
      -- Whatever begins with no digit, which is most of it.
      when token[1] collate "C" > '9~' then token
      when token[1] ~ '^[0-9]+[.,][0-9]+$' then array[translate(token[1], ',', '.')]
      when token[1] ~ '^[0-9]+[.,]' then string_to_array(translate(token[1], ',', '.'), '.')
      when token[1] ~ '^[0-9]+[a-z\u00c0-\u1fff]+$' then regexp_split_to_array(token[1], '(?<=[0-9])(?=[^0-9])')
      else token
    end
  ) word
$$;

-- Words that mean nothing by themselves. They are kept in the index ("ALL" is a leukaemia), and looked for only when
-- nothing else was typed.
create function search_is_filler(word text) returns boolean
  language sql immutable parallel safe
  return ts_lexize('pg_catalog.english_stem', word) = '{}';

-- The stem; codes and numbers have none.
create function search_term(word text) returns text
  language sql immutable parallel safe
  return case
    when word ~ '[0-9]' then word
    else coalesce(nullif((ts_lexize('pg_catalog.english_stem', word))[1], ''), word)
  end;
