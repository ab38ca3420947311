package dev.baton.planner;

import java.util.List;
import java.util.Locale;

/** What a step of a task is about, and what agents that do such things are called. */
enum TaskType {
    RESEARCH(Feeds.NOTHING, "research", "search", "web_search", "investigation"),
    CODE(Feeds.LAST, "code_generation", "code", "coding", "programming", "development"),
    WRITE(Feeds.NOTHING, "write", "writing", "copywriting", "content"),
    SUMMARISE(Feeds.ALL, "summarise", "summarize", "summary", "summarization"),
    TRANSLATE(Feeds.LAST, "translate", "translation"),
    REVIEW(Feeds.LAST, "review", "proofread", "editing", "qa"),
    COMPARE(Feeds.ALL, "compare", "comparison", "analysis", "analyse", "analyze"),
    ANALYSE(Feeds.ALL, "analysis", "analyse", "analyze", "analytics"),
    EXTRACT(Feeds.LAST, "extract", "extraction"),
    CLASSIFY(Feeds.LAST, "classify", "classification", "triage"),
    COMBINE(Feeds.ALL, "combine", "write", "writing", "summarise", "summarize"),
    RECOMMEND(Feeds.ALL, "recommend", "analysis", "analyse", "analyze"),
    REWRITE(Feeds.LAST, "rewrite", "editing", "write", "writing"),
    OUTLINE(Feeds.NOTHING, "outline", "planning"),
    EXPLAIN(Feeds.NOTHING, "chat", "answer"),
    ANSWER(Feeds.NOTHING, "chat", "answer"),

    /** A person agrees; no agent is asked. */
    APPROVE(Feeds.ALL);

    /** What a step without an object of its own works on. */
    enum Feeds {
        NOTHING,
        LAST,
        ALL
    }

    private final Feeds feeds;
    private final List<String> capabilities;

    TaskType(Feeds feeds, String... capabilities) {
        this.feeds = feeds;
        this.capabilities = List.of(capabilities);
    }

    Feeds feeds() {
        return feeds;
    }

    /** The likeliest first. */
    List<String> capabilities() {
        return capabilities;
    }

    /** Begins the ids of its steps. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
