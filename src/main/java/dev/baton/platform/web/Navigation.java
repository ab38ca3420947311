package dev.baton.platform.web;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The left navigation as one viewer sees it on one page. */
public record Navigation(List<Group> groups, Optional<NavigationEntry> current) {

    /** A group with at least one entry. */
    public record Group(NavigationGroup name, List<NavigationEntry> entries) {}

    static Navigation of(List<NavigationEntry> entries, Viewer viewer, String path) {
        var seen =
                entries.stream()
                        .filter(it -> it.permission() == null || viewer.may(it.permission()))
                        .sorted(Comparator.comparingInt(NavigationEntry::order))
                        .toList();
        var groups =
                seen.stream()
                        .collect(
                                Collectors.groupingBy(
                                        NavigationEntry::group, TreeMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(it -> new Group(it.getKey(), it.getValue()))
                        .toList();
        var current =
                seen.stream()
                        .filter(it -> it.covers(path))
                        .max(Comparator.comparingInt(it -> it.href().length()));
        return new Navigation(groups, current);
    }

    public boolean isCurrent(NavigationEntry entry) {
        return current.filter(entry::equals).isPresent();
    }
}
