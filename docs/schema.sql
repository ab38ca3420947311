-- The tables after all migrations, for reading; the truth is src/main/resources/db/migration.
-- Written by SchemaDocumentTests. Defaults, collations and partitions are left out.

CREATE TABLE SPRING_SESSION (
    PRIMARY_ID char(36) NOT NULL,
    SESSION_ID char(36) NOT NULL,
    CREATION_TIME bigint NOT NULL,
    LAST_ACCESS_TIME bigint NOT NULL,
    MAX_INACTIVE_INTERVAL int NOT NULL,
    EXPIRY_TIME bigint NOT NULL,
    PRINCIPAL_NAME varchar(100),
    PRIMARY KEY (PRIMARY_ID),
    UNIQUE SPRING_SESSION_IX1 (SESSION_ID),
    KEY SPRING_SESSION_IX2 (EXPIRY_TIME),
    KEY SPRING_SESSION_IX3 (PRINCIPAL_NAME)
);

CREATE TABLE SPRING_SESSION_ATTRIBUTES (
    SESSION_PRIMARY_ID char(36) NOT NULL,
    ATTRIBUTE_NAME varchar(200) NOT NULL,
    ATTRIBUTE_BYTES blob NOT NULL,
    PRIMARY KEY (SESSION_PRIMARY_ID, ATTRIBUTE_NAME),
    FOREIGN KEY SPRING_SESSION_ATTRIBUTES_FK (SESSION_PRIMARY_ID) REFERENCES SPRING_SESSION (PRIMARY_ID)
);

CREATE TABLE account (
    account_id binary(16) NOT NULL,
    email varchar(254) NOT NULL,
    name varchar(120) NOT NULL,
    password_hash varchar(200) NOT NULL,
    language varchar(8) NOT NULL,
    theme varchar(16) NOT NULL,
    time_zone varchar(64),
    status varchar(16) NOT NULL,
    password_changed_at datetime(6) NOT NULL,
    created_at datetime(6) NOT NULL,
    version bigint NOT NULL,
    suspended_by binary(16),
    PRIMARY KEY (account_id),
    UNIQUE account_email (email)
);

CREATE TABLE agent (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    name varchar(64) NOT NULL,
    description varchar(500) NOT NULL,
    release_name varchar(40) NOT NULL,
    kind varchar(16) NOT NULL,
    configuration mediumtext NOT NULL,
    prompt_id binary(16),
    connection_id binary(16),
    max_concurrent_tasks int NOT NULL,
    rate_limit int NOT NULL,
    timeout_seconds int NOT NULL,
    retries int NOT NULL,
    cost_per_request bigint NOT NULL,
    enabled boolean NOT NULL,
    created_at datetime(6) NOT NULL,
    changed_at datetime(6) NOT NULL,
    version bigint NOT NULL,
    changed_by varchar(254),
    PRIMARY KEY (tenant_id, id),
    KEY agent_by_connection (tenant_id, connection_id),
    KEY agent_by_kind (kind, enabled),
    KEY agent_by_prompt (tenant_id, prompt_id),
    UNIQUE agent_name (tenant_id, name),
    FOREIGN KEY agent_connection (tenant_id, connection_id) REFERENCES connection_grant (tenant_id, connection_id),
    FOREIGN KEY agent_prompt (tenant_id, prompt_id) REFERENCES prompt (tenant_id, id),
    FOREIGN KEY agent_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE agent_capability (
    tenant_id binary(16) NOT NULL,
    agent_id binary(16) NOT NULL,
    capability varchar(64) NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, capability),
    KEY agent_capability_by_name (tenant_id, capability, agent_id),
    FOREIGN KEY agent_capability_agent (tenant_id, agent_id) REFERENCES agent (tenant_id, id)
);

CREATE TABLE agent_grant (
    tenant_id binary(16) NOT NULL,
    agent_id binary(16) NOT NULL,
    owner_tenant_id binary(16) NOT NULL,
    granted_by varchar(254) NOT NULL,
    granted_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, agent_id),
    KEY agent_grant_by_agent (owner_tenant_id, agent_id),
    FOREIGN KEY agent_grant_agent (owner_tenant_id, agent_id) REFERENCES agent (tenant_id, id),
    FOREIGN KEY agent_grant_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE agent_place (
    tenant_id binary(16) NOT NULL,
    agent_id binary(16) NOT NULL,
    instance_id binary(16) NOT NULL,
    places int NOT NULL,
    missing int NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, instance_id),
    KEY agent_place_by_instance (instance_id),
    KEY agent_place_by_missing (missing, instance_id),
    FOREIGN KEY agent_place_agent (tenant_id, agent_id) REFERENCES agent (tenant_id, id)
);

CREATE TABLE alert_reading (
    tenant_id binary(16) NOT NULL,
    account_id binary(16) NOT NULL,
    read_until datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, account_id),
    KEY alert_reading_account (account_id),
    FOREIGN KEY alert_reading_account (account_id) REFERENCES account (account_id),
    FOREIGN KEY alert_reading_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE api_key (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    name varchar(80) NOT NULL,
    signing_key binary(16) NOT NULL,
    token_hash binary(32) NOT NULL,
    prefix varchar(16) NOT NULL,
    last4 char(4) NOT NULL,
    scopes varchar(1000) NOT NULL,
    requests_per_minute int,
    created_by binary(16),
    created_by_name varchar(254) NOT NULL,
    created_at datetime(6) NOT NULL,
    expires_at datetime(6) NOT NULL,
    revoked_at datetime(6),
    revoked_by_name varchar(254),
    last_used_at datetime(6),
    last_used_ip varchar(45),
    version bigint NOT NULL,
    successor binary(16),
    parent binary(16),
    networks varchar(1000),
    PRIMARY KEY (tenant_id, id),
    KEY api_key_by_creator (tenant_id, created_by_name, id),
    KEY api_key_by_signing_key (signing_key, expires_at),
    KEY api_key_parent (tenant_id, parent),
    KEY api_key_successor (tenant_id, successor),
    UNIQUE api_key_token (token_hash),
    FOREIGN KEY api_key_parent (tenant_id, parent) REFERENCES api_key (tenant_id, id),
    FOREIGN KEY api_key_signing_key (signing_key) REFERENCES signing_key (id),
    FOREIGN KEY api_key_successor (tenant_id, successor) REFERENCES api_key (tenant_id, id),
    FOREIGN KEY api_key_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE approval (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    created_at datetime(6) NOT NULL,
    status varchar(16) NOT NULL,
    origin_kind varchar(20) NOT NULL,
    origin_id binary(16) NOT NULL,
    origin_path varchar(500) NOT NULL,
    origin_text varchar(500) NOT NULL,
    origin_link varchar(500),
    subject char(64),
    title text NOT NULL,
    arguments mediumtext NOT NULL,
    definition_hash varchar(200) NOT NULL,
    action_hash char(64) NOT NULL,
    cost_nanos bigint,
    amount decimal(24,6),
    amount_unit varchar(20),
    up_to text,
    risk varchar(16),
    changer_name varchar(254),
    change_reason text,
    roles varchar(400) NOT NULL,
    people text NOT NULL,
    needed tinyint NOT NULL,
    approvals tinyint NOT NULL,
    not_requester boolean NOT NULL,
    requester_kind varchar(16) NOT NULL,
    requester_id binary(16),
    requester_name varchar(254) NOT NULL,
    requester_account binary(16),
    trace_id char(32),
    deadline_ms bigint,
    escalation_role varchar(32),
    escalated_at datetime(6),
    expires_at datetime(6),
    due_at datetime(6),
    ended_at datetime(6),
    replaces binary(16),
    replaced_by binary(16),
    changed_by binary(16),
    PRIMARY KEY (tenant_id, id),
    KEY approval_by_origin (tenant_id, origin_id),
    KEY approval_by_status (tenant_id, status, id),
    KEY approval_by_subject (tenant_id, subject, status, ended_at, id),
    KEY approval_due (due_at, id),
    FOREIGN KEY approval_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE approval_approver (
    tenant_id binary(16) NOT NULL,
    approver varchar(270) NOT NULL,
    due_at datetime(6) NOT NULL,
    approval_id binary(16) NOT NULL,
    PRIMARY KEY (tenant_id, approver, due_at, approval_id),
    KEY approver_by_approval (tenant_id, approval_id),
    FOREIGN KEY approver_approval (tenant_id, approval_id) REFERENCES approval (tenant_id, id)
);

CREATE TABLE approval_decision (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    approval_id binary(16) NOT NULL,
    decided_at datetime(6) NOT NULL,
    account_id binary(16) NOT NULL,
    account_name varchar(254) NOT NULL,
    key_id binary(16),
    for_account binary(16),
    for_name varchar(254),
    verdict varchar(16) NOT NULL,
    action_hash char(64) NOT NULL,
    comment varchar(2000) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE approval_decision_once (tenant_id, approval_id, account_id),
    FOREIGN KEY approval_decision_approval (tenant_id, approval_id) REFERENCES approval (tenant_id, id)
);

CREATE TABLE approval_handover (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    created_at datetime(6) NOT NULL,
    account_id binary(16) NOT NULL,
    account_name varchar(254) NOT NULL,
    delegate_id binary(16) NOT NULL,
    delegate_name varchar(254) NOT NULL,
    starts_at datetime(6) NOT NULL,
    ends_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY approval_handover_by_account (tenant_id, account_id, ends_at, id),
    KEY approval_handover_by_delegate (tenant_id, delegate_id, ends_at, id),
    KEY approval_handover_by_end (tenant_id, ends_at, id),
    FOREIGN KEY approval_handover_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE approval_question (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    approval_id binary(16) NOT NULL,
    asked_at datetime(6) NOT NULL,
    asker_account binary(16) NOT NULL,
    asker_name varchar(254) NOT NULL,
    question text NOT NULL,
    answered_at datetime(6),
    answerer_account binary(16),
    answerer_name varchar(254),
    answer text,
    PRIMARY KEY (tenant_id, id),
    KEY approval_question_by_approval (tenant_id, approval_id, id),
    FOREIGN KEY approval_question_approval (tenant_id, approval_id) REFERENCES approval (tenant_id, id)
);

CREATE TABLE budget (
    tenant_id binary(16) NOT NULL,
    monthly_limit_nanos bigint,
    version bigint NOT NULL,
    operator_limit_nanos bigint,
    PRIMARY KEY (tenant_id)
);

CREATE TABLE budget_lease (
    tenant_id binary(16) NOT NULL,
    period char(7) NOT NULL,
    instance_id binary(16) NOT NULL,
    granted_nanos bigint NOT NULL,
    settled_nanos bigint NOT NULL,
    PRIMARY KEY (tenant_id, period, instance_id),
    KEY lease_by_instance (instance_id)
);

CREATE TABLE budget_period (
    tenant_id binary(16) NOT NULL,
    period char(7) NOT NULL,
    committed_nanos bigint NOT NULL,
    spent_nanos bigint NOT NULL,
    notified_percent smallint NOT NULL,
    PRIMARY KEY (tenant_id, period)
);

CREATE TABLE connection (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    provider varchar(16) NOT NULL,
    name varchar(80) NOT NULL,
    base_url varchar(500) NOT NULL,
    api_key text,
    api_key_hint varchar(8),
    headers text,
    connect_timeout_ms int NOT NULL,
    first_byte_timeout_ms int NOT NULL,
    idle_timeout_ms int NOT NULL,
    total_timeout_ms int NOT NULL,
    enabled boolean NOT NULL,
    for_new_tenants boolean NOT NULL,
    tested_at datetime(6),
    test_passed boolean,
    test_latency_ms int,
    test_finding varchar(32),
    created_at datetime(6) NOT NULL,
    version bigint NOT NULL,
    changed_by varchar(254),
    changed_at datetime(6),
    PRIMARY KEY (tenant_id, id),
    UNIQUE connection_name (tenant_id, name),
    FOREIGN KEY connection_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE connection_grant (
    tenant_id binary(16) NOT NULL,
    connection_id binary(16) NOT NULL,
    owner_tenant_id binary(16) NOT NULL,
    granted_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, connection_id),
    KEY connection_grant_by_connection (owner_tenant_id, connection_id),
    FOREIGN KEY connection_grant_connection (owner_tenant_id, connection_id) REFERENCES connection (tenant_id, id),
    FOREIGN KEY connection_grant_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE decision (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    decided_at datetime(6) NOT NULL,
    kind varchar(16) NOT NULL,
    subject binary(16) NOT NULL,
    agent_id binary(16),
    data longtext NOT NULL,
    trace_id char(32),
    PRIMARY KEY (tenant_id, id, decided_at),
    KEY decision_by_agent (tenant_id, agent_id, id),
    KEY decision_by_trace (tenant_id, trace_id, id)
);

CREATE TABLE event (
    tenant_id binary(16) NOT NULL,
    sequence bigint NOT NULL,
    position bigint NOT NULL,
    event_id binary(16) NOT NULL,
    type varchar(80) NOT NULL,
    subject binary(16) NOT NULL,
    data mediumtext NOT NULL,
    occurred_at datetime(6) NOT NULL,
    trace_id varchar(32),
    PRIMARY KEY (tenant_id, sequence, position, occurred_at),
    KEY event_by_position (position),
    KEY event_by_trace (tenant_id, trace_id),
    KEY event_by_type (tenant_id, type, sequence),
    UNIQUE event_once (tenant_id, event_id, occurred_at)
);

CREATE TABLE event_cursor (
    name varchar(64) NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE event_outbox (
    id bigint NOT NULL AUTO_INCREMENT,
    tenant_id binary(16) NOT NULL,
    event_id binary(16) NOT NULL,
    type varchar(80) NOT NULL,
    audience varchar(16) NOT NULL,
    subject binary(16) NOT NULL,
    data mediumtext NOT NULL,
    occurred_at datetime(6) NOT NULL,
    trace_id varchar(32),
    PRIMARY KEY (id)
);

CREATE TABLE event_relay (
    id tinyint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE event_sequence (
    tenant_id binary(16) NOT NULL,
    last_sequence bigint NOT NULL,
    PRIMARY KEY (tenant_id)
);

CREATE TABLE exchange_rate (
    currency char(3) NOT NULL,
    effective_from datetime(6) NOT NULL,
    rate decimal(20,9) NOT NULL,
    created_at datetime(6) NOT NULL,
    PRIMARY KEY (currency, effective_from)
);

CREATE TABLE hidden_steps (
    tenant_id binary(16) NOT NULL,
    account_id binary(16) NOT NULL,
    hidden_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, account_id),
    KEY hidden_steps_account (account_id),
    FOREIGN KEY hidden_steps_account (account_id) REFERENCES account (account_id),
    FOREIGN KEY hidden_steps_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE idempotency_key (
    tenant_id binary(16) NOT NULL,
    key_hash binary(32) NOT NULL,
    body_hash binary(32) NOT NULL,
    message_id binary(16) NOT NULL,
    instance_id binary(16) NOT NULL,
    attempts int NOT NULL,
    created_at datetime(6) NOT NULL,
    response_status smallint,
    response_type varchar(80),
    response_body longblob,
    response_headers text,
    PRIMARY KEY (tenant_id, key_hash),
    KEY idempotency_by_age (created_at)
);

CREATE TABLE instance (
    id binary(16) NOT NULL,
    name varchar(200) NOT NULL,
    started_at datetime(6) NOT NULL,
    heartbeat_at datetime(6) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE invitation (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    email varchar(254) NOT NULL,
    role varchar(24) NOT NULL,
    token_hash binary(32) NOT NULL,
    invited_by varchar(254) NOT NULL,
    created_at datetime(6) NOT NULL,
    expires_at datetime(6) NOT NULL,
    accepted_at datetime(6),
    revoked_at datetime(6),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY invitation_by_email (tenant_id, email),
    UNIQUE invitation_token (token_hash),
    FOREIGN KEY invitation_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE ledger_entry (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    recorded_at datetime(6) NOT NULL,
    period char(7) NOT NULL,
    kind varchar(8) NOT NULL,
    amount_nanos bigint NOT NULL,
    instance_id binary(16) NOT NULL,
    call_id binary(16),
    PRIMARY KEY (tenant_id, id, recorded_at)
);

CREATE TABLE membership (
    tenant_id binary(16) NOT NULL,
    account_id binary(16) NOT NULL,
    role varchar(24) NOT NULL,
    created_at datetime(6) NOT NULL,
    last_seen_at datetime(6),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, account_id),
    KEY membership_by_account (account_id, tenant_id),
    FOREIGN KEY membership_account (account_id) REFERENCES account (account_id),
    FOREIGN KEY membership_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE message (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    created_at datetime(6) NOT NULL,
    ended_at datetime(6),
    status varchar(16) NOT NULL,
    asynchronous boolean NOT NULL,
    entrance varchar(16) NOT NULL,
    agent_id binary(16),
    agent_name varchar(80),
    key_id binary(16),
    account_id binary(16),
    attempts int NOT NULL,
    request longtext NOT NULL,
    answer longtext,
    tokens_in bigint,
    tokens_out bigint,
    cost_nanos bigint,
    latency_us bigint,
    decision_id binary(16),
    trace_id char(32) NOT NULL,
    correlation_id varchar(128),
    PRIMARY KEY (tenant_id, id),
    KEY message_by_agent (tenant_id, agent_id, id),
    KEY message_by_agent_and_status (tenant_id, agent_id, status, id),
    KEY message_by_correlation (tenant_id, correlation_id),
    KEY message_by_status (tenant_id, status, id),
    KEY message_by_trace (tenant_id, trace_id)
);

CREATE TABLE model (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    connection_id binary(16) NOT NULL,
    name varchar(120) NOT NULL,
    context_window int,
    max_output_tokens int,
    features varchar(120) NOT NULL,
    created_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE model_name (tenant_id, connection_id, name),
    FOREIGN KEY model_connection (tenant_id, connection_id) REFERENCES connection (tenant_id, id)
);

CREATE TABLE opened_call (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    message_id binary(16) NOT NULL,
    instance_id binary(16) NOT NULL,
    opened_at datetime(6) NOT NULL,
    period char(7) NOT NULL,
    worst_nanos bigint NOT NULL,
    agent_id binary(16) NOT NULL,
    agent_name varchar(80) NOT NULL,
    key_id binary(16),
    account_id binary(16),
    prompt_version_id binary(16),
    model varchar(120) NOT NULL,
    entrance varchar(16) NOT NULL,
    trace_id char(32) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY opened_by_instance (instance_id)
);

CREATE TABLE password_reset (
    id binary(16) NOT NULL,
    account_id binary(16) NOT NULL,
    token_hash binary(32) NOT NULL,
    only_tenant binary(16),
    issued_by varchar(254) NOT NULL,
    created_at datetime(6) NOT NULL,
    expires_at datetime(6) NOT NULL,
    used_at datetime(6),
    revoked_at datetime(6),
    version bigint NOT NULL,
    PRIMARY KEY (id),
    KEY password_reset_account (account_id),
    UNIQUE password_reset_token (token_hash),
    FOREIGN KEY password_reset_account (account_id) REFERENCES account (account_id)
);

CREATE TABLE plan (
    tenant_id binary(16) NOT NULL,
    hash binary(32) NOT NULL,
    body mediumtext NOT NULL,
    kept_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, hash),
    KEY plan_by_age (tenant_id, kept_at)
);

CREATE TABLE plan_by_agent (
    tenant_id binary(16) NOT NULL,
    request_hash binary(32) NOT NULL,
    plan_hash binary(32) NOT NULL,
    planned_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, request_hash),
    KEY plan_by_agent_by_age (tenant_id, planned_at)
);

CREATE TABLE plan_estimate (
    tenant_id binary(16) NOT NULL,
    run_id binary(16) NOT NULL,
    plan_hash binary(32) NOT NULL,
    source varchar(20) NOT NULL,
    template varchar(100),
    workflow_id binary(16),
    strategy varchar(20) NOT NULL,
    cost_low bigint NOT NULL,
    cost_likely bigint NOT NULL,
    cost_high bigint NOT NULL,
    millis_low bigint NOT NULL,
    millis_likely bigint NOT NULL,
    millis_high bigint NOT NULL,
    begun_at datetime(6) NOT NULL,
    completed_at datetime(6),
    actual_cost_nanos bigint,
    actual_millis bigint,
    planning_millis bigint,
    PRIMARY KEY (tenant_id, run_id),
    KEY plan_estimate_by_age (tenant_id, begun_at),
    KEY plan_estimate_by_template (tenant_id, template, completed_at),
    KEY plan_estimate_by_workflow (tenant_id, workflow_id, completed_at)
);

CREATE TABLE price (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    connection_id binary(16) NOT NULL,
    model varchar(120) NOT NULL,
    currency char(3) NOT NULL,
    effective_from datetime(6) NOT NULL,
    input_nanos bigint NOT NULL,
    cached_input_nanos bigint NOT NULL,
    cache_write_nanos bigint NOT NULL,
    output_nanos bigint NOT NULL,
    created_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY price_by_model (tenant_id, connection_id, model, effective_from),
    FOREIGN KEY price_connection (tenant_id, connection_id) REFERENCES connection (tenant_id, id)
);

CREATE TABLE prompt (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    name varchar(120) NOT NULL,
    description varchar(500) NOT NULL,
    type varchar(16) NOT NULL,
    latest_number int NOT NULL,
    changed_by varchar(254) NOT NULL,
    changed_at datetime(6) NOT NULL,
    created_at datetime(6) NOT NULL,
    version bigint NOT NULL,
    archived_at datetime(6),
    PRIMARY KEY (tenant_id, id),
    UNIQUE prompt_name (tenant_id, name),
    FOREIGN KEY prompt_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE prompt_version (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    prompt_id binary(16) NOT NULL,
    number int NOT NULL,
    type varchar(16) NOT NULL,
    messages mediumtext NOT NULL,
    variables mediumtext NOT NULL,
    note varchar(200) NOT NULL,
    created_by varchar(254) NOT NULL,
    created_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE prompt_version_number (tenant_id, prompt_id, number),
    FOREIGN KEY prompt_version_prompt (tenant_id, prompt_id) REFERENCES prompt (tenant_id, id)
);

CREATE TABLE run (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    status varchar(20) NOT NULL,
    title varchar(200),
    graph_hash binary(32) NOT NULL,
    workflow_id binary(16),
    workflow_version int,
    parent_id binary(16),
    parent_step varchar(400),
    parent_attempt int,
    depth tinyint NOT NULL,
    forked_from binary(16),
    forked_version int,
    priority tinyint NOT NULL,
    cost_cap_nanos bigint,
    key_id binary(16),
    account_id binary(16),
    started_by varchar(200) NOT NULL,
    trace_id char(32) NOT NULL,
    correlation varchar(200),
    created_at datetime(6) NOT NULL,
    started_at datetime(6),
    ended_at datetime(6),
    version int NOT NULL,
    current_step varchar(400),
    progress double NOT NULL,
    due_at datetime(6),
    asks boolean NOT NULL,
    attempts int NOT NULL,
    cost_nanos bigint NOT NULL,
    tokens_in bigint NOT NULL,
    tokens_out bigint NOT NULL,
    error_code varchar(100),
    error text,
    error_step varchar(400),
    fork_reason text,
    input_words varchar(500),
    replay text,
    diverged_step varchar(400),
    diverged_for varchar(20),
    PRIMARY KEY (tenant_id, id),
    KEY run_by_asking (tenant_id, asks, id),
    KEY run_by_correlation (tenant_id, correlation, id),
    KEY run_by_error (tenant_id, error_code, id),
    KEY run_by_fork (tenant_id, forked_from, id),
    KEY run_by_graph (tenant_id, graph_hash, id),
    KEY run_by_parent (tenant_id, parent_id, id),
    KEY run_by_status (tenant_id, status, id),
    KEY run_by_trace (tenant_id, trace_id, id),
    KEY run_by_workflow (tenant_id, workflow_id, id)
);

CREATE TABLE run_agent (
    tenant_id binary(16) NOT NULL,
    agent_id binary(16) NOT NULL,
    run_id binary(16) NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, run_id),
    KEY run_agent_by_run (tenant_id, run_id)
);

CREATE TABLE run_command (
    tenant_id binary(16) NOT NULL,
    run_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    turn tinyint NOT NULL,
    letters int NOT NULL,
    body mediumtext NOT NULL,
    created_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, run_id, id),
    KEY run_command_in_turn (tenant_id, run_id, turn, id, letters)
);

CREATE TABLE run_feedback (
    tenant_id binary(16) NOT NULL,
    run_id binary(16) NOT NULL,
    rater_id binary(16) NOT NULL,
    by_key boolean NOT NULL,
    rated_by varchar(200) NOT NULL,
    rating varchar(10) NOT NULL,
    comment text,
    created_at datetime(6) NOT NULL,
    updated_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, run_id, rater_id),
    KEY run_feedback_by_rating (tenant_id, rating, run_id, rater_id),
    KEY run_feedback_by_time (tenant_id, run_id, updated_at, rater_id)
);

CREATE TABLE run_graph (
    tenant_id binary(16) NOT NULL,
    hash binary(32) NOT NULL,
    body mediumtext NOT NULL,
    used_on date NOT NULL,
    PRIMARY KEY (tenant_id, hash),
    KEY run_graph_by_use (tenant_id, used_on)
);

CREATE TABLE run_journal (
    tenant_id binary(16) NOT NULL,
    run_id binary(16) NOT NULL,
    version int NOT NULL,
    commit_id binary(16) NOT NULL,
    body longtext NOT NULL,
    PRIMARY KEY (tenant_id, run_id, version)
);

CREATE TABLE run_key (
    tenant_id binary(16) NOT NULL,
    key_hash binary(32) NOT NULL,
    body_hash binary(32) NOT NULL,
    run_id binary(16) NOT NULL,
    created_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, key_hash),
    KEY run_key_by_age (tenant_id, created_at)
);

CREATE TABLE run_snapshot (
    tenant_id binary(16) NOT NULL,
    run_id binary(16) NOT NULL,
    version int NOT NULL,
    automatic boolean NOT NULL,
    created_by varchar(200),
    written_at datetime(6) NOT NULL,
    created_at datetime(6) NOT NULL,
    body longtext,
    PRIMARY KEY (tenant_id, run_id, version)
);

CREATE TABLE saved_view (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    account_id binary(16) NOT NULL,
    page varchar(40) NOT NULL,
    name varchar(60) NOT NULL,
    criteria varchar(2000) NOT NULL,
    shared boolean NOT NULL,
    created_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY saved_view_account (account_id),
    UNIQUE saved_view_name (tenant_id, account_id, page, name),
    KEY saved_view_page (tenant_id, page),
    FOREIGN KEY saved_view_account (account_id) REFERENCES account (account_id),
    FOREIGN KEY saved_view_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE signing_key (
    id binary(16) NOT NULL,
    public_key binary(32) NOT NULL,
    private_key varchar(400) NOT NULL,
    active tinyint,
    created_by_name varchar(254) NOT NULL,
    created_at datetime(6) NOT NULL,
    retired_at datetime(6),
    PRIMARY KEY (id),
    UNIQUE signing_key_one_active (active)
);

CREATE TABLE state_fence (
    tenant_id binary(16) NOT NULL,
    last_fence bigint NOT NULL,
    PRIMARY KEY (tenant_id)
);

CREATE TABLE state_lock (
    tenant_id binary(16) NOT NULL,
    name varchar(200) NOT NULL,
    owner varchar(200) NOT NULL,
    fence bigint NOT NULL,
    taken_at datetime(6) NOT NULL,
    expires_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, name),
    KEY state_lock_by_expiry (tenant_id, expires_at),
    UNIQUE state_lock_fence (tenant_id, fence)
);

CREATE TABLE state_record (
    tenant_id binary(16) NOT NULL,
    namespace varchar(100) NOT NULL,
    state_key varchar(200) NOT NULL,
    id binary(16) NOT NULL,
    value mediumtext NOT NULL,
    version bigint NOT NULL,
    created_at datetime(6) NOT NULL,
    changed_at datetime(6) NOT NULL,
    changed_by varchar(254) NOT NULL,
    expires_at datetime(6),
    PRIMARY KEY (tenant_id, namespace, state_key),
    KEY state_record_by_expiry (tenant_id, expires_at)
);

CREATE TABLE tenant (
    tenant_id binary(16) NOT NULL,
    name varchar(120) NOT NULL,
    slug varchar(40) NOT NULL,
    language varchar(8) NOT NULL,
    time_zone varchar(64) NOT NULL,
    currency char(3) NOT NULL,
    status varchar(16) NOT NULL,
    requests_per_minute int,
    concurrent_requests int,
    created_at datetime(6) NOT NULL,
    version bigint NOT NULL,
    changed_by varchar(254),
    changed_at datetime(6),
    user_requests_per_minute int,
    texts_sealed boolean NOT NULL,
    weight int NOT NULL,
    PRIMARY KEY (tenant_id),
    KEY tenant_by_name (name, tenant_id),
    UNIQUE tenant_slug (slug)
);

CREATE TABLE tenant_data_key (
    tenant_id binary(16) NOT NULL,
    version int NOT NULL,
    master_key char(16) NOT NULL,
    wrapped_key varbinary(60) NOT NULL,
    created_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, version),
    KEY tenant_data_key_by_master (master_key)
);

CREATE TABLE trigger_firing (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    trigger_id binary(16) NOT NULL,
    firing_key varchar(100) NOT NULL,
    due_at datetime(6) NOT NULL,
    overlap varchar(16) NOT NULL,
    status varchar(16) NOT NULL,
    reason varchar(100),
    detail varchar(500),
    cause mediumtext,
    trace_id char(32) NOT NULL,
    depth tinyint NOT NULL,
    ended_at datetime(6),
    PRIMARY KEY (tenant_id, id),
    KEY trigger_firing_by_status (tenant_id, trigger_id, status, id),
    KEY trigger_firing_by_trace (tenant_id, trace_id),
    KEY trigger_firing_newest (tenant_id, trigger_id, id),
    UNIQUE trigger_firing_once (tenant_id, trigger_id, firing_key),
    FOREIGN KEY trigger_firing_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE usage_record (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    message_id binary(16) NOT NULL,
    ended_at datetime(6) NOT NULL,
    agent_id binary(16) NOT NULL,
    agent_name varchar(80) NOT NULL,
    key_id binary(16),
    account_id binary(16),
    prompt_version_id binary(16),
    model varchar(120) NOT NULL,
    tokens_in bigint NOT NULL,
    tokens_cached bigint NOT NULL,
    tokens_out bigint NOT NULL,
    tokens_estimated boolean NOT NULL,
    cost_nanos bigint NOT NULL,
    latency_us bigint NOT NULL,
    first_byte_us bigint,
    status varchar(16) NOT NULL,
    error_code varchar(60),
    entrance varchar(16) NOT NULL,
    repeated boolean NOT NULL,
    decision_id binary(16),
    trace_id char(32) NOT NULL,
    PRIMARY KEY (tenant_id, id, ended_at),
    KEY usage_by_account (tenant_id, account_id, ended_at, id),
    KEY usage_by_agent (tenant_id, agent_id, ended_at, id),
    KEY usage_by_agent_and_status (tenant_id, agent_id, status, ended_at, id),
    KEY usage_by_key (tenant_id, key_id, ended_at, id),
    KEY usage_by_model (tenant_id, model, ended_at, id),
    KEY usage_by_prompt (tenant_id, prompt_version_id, ended_at, id),
    KEY usage_by_status (tenant_id, status, ended_at, id),
    KEY usage_by_time (tenant_id, ended_at, id),
    KEY usage_by_trace (tenant_id, trace_id)
);

CREATE TABLE usage_rollup (
    tenant_id binary(16) NOT NULL,
    slot_start datetime NOT NULL,
    instance_id binary(16) NOT NULL,
    agent_id binary(16) NOT NULL,
    key_id binary(16) NOT NULL,
    account_id binary(16) NOT NULL,
    prompt_version_id binary(16) NOT NULL,
    model varchar(120) NOT NULL,
    status varchar(16) NOT NULL,
    latency_bucket smallint NOT NULL,
    calls bigint NOT NULL,
    tokens_in bigint NOT NULL,
    tokens_out bigint NOT NULL,
    cost_nanos bigint NOT NULL,
    latency_us bigint NOT NULL,
    PRIMARY KEY (tenant_id, slot_start, instance_id, agent_id, key_id, account_id, prompt_version_id, model, status, latency_bucket)
);

CREATE TABLE webhook_attempt (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    delivery_id binary(16) NOT NULL,
    endpoint_id binary(16) NOT NULL,
    attempted_at datetime(6) NOT NULL,
    number int NOT NULL,
    request_headers text NOT NULL,
    request_body mediumtext NOT NULL,
    response_status smallint,
    response_headers text,
    response_body mediumtext,
    failure varchar(40),
    latency_us bigint NOT NULL,
    PRIMARY KEY (tenant_id, id, attempted_at),
    KEY attempt_by_delivery (tenant_id, delivery_id, id),
    KEY attempt_by_endpoint (tenant_id, endpoint_id, id)
);

CREATE TABLE webhook_delivery (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    endpoint_id binary(16) NOT NULL,
    event_id binary(16) NOT NULL,
    event_type varchar(80) NOT NULL,
    sequence bigint NOT NULL,
    status varchar(16) NOT NULL,
    attempts int NOT NULL,
    created_at datetime(6) NOT NULL,
    next_attempt_at datetime(6),
    last_attempt_at datetime(6),
    last_status smallint,
    last_failure varchar(40),
    last_latency_us bigint,
    order_key binary(16),
    turn_at datetime(6),
    PRIMARY KEY (tenant_id, id),
    KEY delivery_by_endpoint (tenant_id, endpoint_id, id),
    KEY delivery_by_event (tenant_id, event_id),
    KEY delivery_by_order (tenant_id, endpoint_id, order_key, status, sequence),
    KEY delivery_by_status (tenant_id, endpoint_id, status, id, created_at),
    KEY delivery_by_turn (tenant_id, endpoint_id, turn_at, id),
    UNIQUE delivery_once (tenant_id, endpoint_id, event_id),
    FOREIGN KEY delivery_endpoint (tenant_id, endpoint_id) REFERENCES webhook_endpoint (tenant_id, id)
);

CREATE TABLE webhook_endpoint (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    url varchar(2000) NOT NULL,
    description varchar(200) NOT NULL,
    patterns text NOT NULL,
    headers text NOT NULL,
    secret varchar(400) NOT NULL,
    status varchar(16) NOT NULL,
    disabled_reason varchar(40),
    failing_since datetime(6),
    created_at datetime(6) NOT NULL,
    version bigint NOT NULL,
    throttled_until datetime(6),
    changed_by varchar(254),
    changed_at datetime(6),
    per_second int,
    timeout_seconds int NOT NULL,
    ordering_key varchar(100),
    retry_plan varchar(100) NOT NULL,
    previous_secret varchar(400),
    previous_until datetime(6),
    deleted_at datetime(6),
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE webhook_pace (
    tenant_id binary(16) NOT NULL,
    endpoint_id binary(16) NOT NULL,
    free_at datetime(6) NOT NULL,
    tail_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id),
    FOREIGN KEY pace_endpoint (tenant_id, endpoint_id) REFERENCES webhook_endpoint (tenant_id, id)
);

CREATE TABLE webhook_resending (
    tenant_id binary(16) NOT NULL,
    endpoint_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    from_at datetime(6) NOT NULL,
    to_at datetime(6) NOT NULL,
    found int NOT NULL,
    sent int NOT NULL,
    asked_at datetime(6),
    asked_by varchar(320),
    done_at datetime(6),
    PRIMARY KEY (tenant_id, endpoint_id, id),
    KEY resending_by_done (tenant_id, done_at),
    FOREIGN KEY resending_endpoint (tenant_id, endpoint_id) REFERENCES webhook_endpoint (tenant_id, id)
);

CREATE TABLE webhook_sequence (
    tenant_id binary(16) NOT NULL,
    endpoint_id binary(16) NOT NULL,
    last_sequence bigint NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id)
);

CREATE TABLE work_dead (
    tenant_id binary(16) NOT NULL,
    queue varchar(40) NOT NULL,
    id binary(16) NOT NULL,
    lane binary(16) NOT NULL,
    priority tinyint NOT NULL,
    attempts int NOT NULL,
    created_at datetime(6) NOT NULL,
    buried_at datetime(6) NOT NULL,
    reason varchar(500) NOT NULL,
    PRIMARY KEY (tenant_id, queue, id),
    KEY work_dead_newest (tenant_id, queue, buried_at, id)
);

CREATE TABLE work_item (
    tenant_id binary(16) NOT NULL,
    queue varchar(40) NOT NULL,
    id binary(16) NOT NULL,
    lane binary(16) NOT NULL,
    priority tinyint NOT NULL,
    due_at datetime(6) NOT NULL,
    attempts int NOT NULL,
    fence bigint NOT NULL,
    owner binary(16),
    created_at datetime(6) NOT NULL,
    last_error varchar(500),
    PRIMARY KEY (tenant_id, queue, id),
    KEY work_item_claim (queue, tenant_id, lane, priority, due_at, id)
);

CREATE TABLE workflow (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    name varchar(120) NOT NULL,
    description varchar(500) NOT NULL,
    status varchar(16) NOT NULL,
    workflow_graph mediumtext NOT NULL,
    latest_number int NOT NULL,
    created_by varchar(254) NOT NULL,
    changed_by varchar(254) NOT NULL,
    created_at datetime(6) NOT NULL,
    updated_at datetime(6) NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE workflow_name (tenant_id, name),
    FOREIGN KEY workflow_tenant (tenant_id) REFERENCES tenant (tenant_id)
);

CREATE TABLE workflow_trigger (
    tenant_id binary(16) NOT NULL,
    id binary(16) NOT NULL,
    version bigint NOT NULL,
    name varchar(100) NOT NULL,
    workflow_id binary(16) NOT NULL,
    workflow_version int,
    kind varchar(16) NOT NULL,
    settings text NOT NULL,
    title varchar(200),
    input mediumtext NOT NULL,
    actor_kind varchar(16) NOT NULL,
    actor_id binary(16) NOT NULL,
    actor_name varchar(254) NOT NULL,
    status varchar(16) NOT NULL,
    reason varchar(500),
    next_at datetime(6),
    token_hash binary(32),
    secret varchar(1000),
    created_at datetime(6) NOT NULL,
    updated_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY workflow_trigger_by_status (tenant_id, status, kind, id),
    UNIQUE workflow_trigger_by_token (token_hash),
    KEY workflow_trigger_workflow (tenant_id, workflow_id),
    FOREIGN KEY workflow_trigger_tenant (tenant_id) REFERENCES tenant (tenant_id),
    FOREIGN KEY workflow_trigger_workflow (tenant_id, workflow_id) REFERENCES workflow (tenant_id, id)
);

CREATE TABLE workflow_version (
    tenant_id binary(16) NOT NULL,
    workflow_id binary(16) NOT NULL,
    number int NOT NULL,
    workflow_graph mediumtext NOT NULL,
    hash char(64) NOT NULL,
    note varchar(500) NOT NULL,
    published_by varchar(254) NOT NULL,
    published_at datetime(6) NOT NULL,
    PRIMARY KEY (tenant_id, workflow_id, number),
    FOREIGN KEY workflow_version_workflow (tenant_id, workflow_id) REFERENCES workflow (tenant_id, id)
);
