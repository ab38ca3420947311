package dev.baton.planner;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Phrases that are looked for at many places: only those of a place's letter are tried there. */
final class Phrases extends AbstractList<String> {

    private final List<String> all;
    private final Map<Character, List<String>> byLetter = new HashMap<>();

    Phrases(Collection<String> all) {
        this.all = List.copyOf(all);
        for (var phrase : this.all) {
            byLetter.computeIfAbsent(phrase.charAt(0), _ -> new ArrayList<>()).add(phrase);
        }
    }

    List<String> beginningWith(char letter) {
        return byLetter.getOrDefault(letter, List.of());
    }

    @Override
    public String get(int index) {
        return all.get(index);
    }

    @Override
    public int size() {
        return all.size();
    }
}
