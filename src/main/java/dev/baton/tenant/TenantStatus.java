package dev.baton.tenant;

/** Whether a tenant may work: a suspended one keeps its data, its people and keys are refused. */
public enum TenantStatus {
    ACTIVE,
    SUSPENDED
}
