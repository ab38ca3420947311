-- Where a change leaves its events, in its own transaction. The relay empties it.
CREATE TABLE event_outbox (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    tenant_id   BINARY(16)   NOT NULL,
    event_id    BINARY(16)   NOT NULL,
    type        VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    audience    VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject     BINARY(16)   NOT NULL,
    data        MEDIUMTEXT   NOT NULL,
    occurred_at DATETIME(6)  NOT NULL,
    trace_id    VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The log. The sequence is the tenant's, of public events only; internal ones have 0.
-- The unique key would refuse an event that two relays moved.
CREATE TABLE event (
    tenant_id   BINARY(16)   NOT NULL,
    sequence    BIGINT       NOT NULL,
    position    BIGINT       NOT NULL,
    event_id    BINARY(16)   NOT NULL,
    type        VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject     BINARY(16)   NOT NULL,
    data        MEDIUMTEXT   NOT NULL,
    occurred_at DATETIME(6)  NOT NULL,
    trace_id    VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (tenant_id, sequence, position, occurred_at),
    CONSTRAINT event_once UNIQUE (tenant_id, event_id, occurred_at),
    KEY event_by_position (position),
    KEY event_by_type (tenant_id, type, sequence)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (occurred_at) (PARTITION pmax VALUES LESS THAN (MAXVALUE));

CREATE TABLE event_sequence (
    tenant_id     BINARY(16) NOT NULL,
    last_sequence BIGINT     NOT NULL,
    PRIMARY KEY (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row: the position of the newest event of the log. Who locks it is the relay.
CREATE TABLE event_relay (
    id       TINYINT NOT NULL,
    position BIGINT  NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO event_relay (id, position) VALUES (1, 0);

-- How far each consumer of the feed has come. Who locks a row is that consumer.
CREATE TABLE event_cursor (
    name     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position BIGINT      NOT NULL,
    PRIMARY KEY (name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
