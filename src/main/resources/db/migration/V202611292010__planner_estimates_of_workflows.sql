-- Which workflow a run of a plan is of, and how far off estimates were, the newest first.
ALTER TABLE plan_estimate
    -- NULL for a run of no workflow
    ADD COLUMN workflow_id BINARY(16) NULL AFTER template;

UPDATE plan_estimate AS e JOIN run AS r ON r.tenant_id = e.tenant_id AND r.id = e.run_id
SET e.workflow_id = r.workflow_id
WHERE r.workflow_id IS NOT NULL;

ALTER TABLE plan_estimate
    ADD KEY plan_estimate_by_template (tenant_id, template, completed_at),
    ADD KEY plan_estimate_by_workflow (tenant_id, workflow_id, completed_at);
