-- How many of an agent's places each instance may use, and how many more it could.
CREATE TABLE agent_place (
    tenant_id   BINARY(16) NOT NULL,
    agent_id    BINARY(16) NOT NULL,
    instance_id BINARY(16) NOT NULL,
    places      INT        NOT NULL,
    missing     INT        NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, instance_id),
    KEY agent_place_by_instance (instance_id),
    KEY agent_place_by_missing (missing, instance_id),
    CONSTRAINT agent_place_agent FOREIGN KEY (tenant_id, agent_id) REFERENCES agent (tenant_id, id)
        ON DELETE CASCADE
);
