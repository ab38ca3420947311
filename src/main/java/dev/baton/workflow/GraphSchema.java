package dev.baton.workflow;

/** The form of graphs for other programs: what a schema can say of it. */
public final class GraphSchema {

    private static final String TEXT = WorkflowTemplates.resource("schema.json");

    private GraphSchema() {}

    /** JSON Schema 2020-12. */
    public static String text() {
        return TEXT;
    }
}
