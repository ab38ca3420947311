package dev.baton;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * CI repeats the tests tagged {@code database} on a real MySQL. A test that forgets the tag would
 * only ever see the embedded database.
 */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseTagTests {

    @Test
    void everyTestOnTheDatabaseIsRepeatedOnMySql() {
        var tests = new ClassFileImporter().importPath(Path.of("target", "test-classes"));

        classes()
                .that(needTheDatabase(dependingOn(tests.get(TestDatabase.class))))
                .should(carryATag())
                .because(
                        "@Tag(\"database\") lets CI repeat it on MySQL; the other tags have runs of their own")
                .check(tests);
    }

    private static DescribedPredicate<JavaClass> needTheDatabase(Set<JavaClass> onASchema) {
        return new DescribedPredicate<>("are tests on the database") {
            @Override
            public boolean test(JavaClass type) {
                return !type.isEquivalentTo(DatabaseTagTests.class)
                        && hasTests(type)
                        && (startsBaton(type) || onASchema.contains(type));
            }
        };
    }

    private static boolean hasTests(JavaClass type) {
        return type.getMethods().stream()
                .anyMatch(
                        method ->
                                method.isMetaAnnotatedWith(
                                        "org.junit.platform.commons.annotation.Testable"));
    }

    private static boolean startsBaton(JavaClass type) {
        return type.isAnnotatedWith(SpringBootTest.class)
                && type.getAnnotationOfType(SpringBootTest.class).classes().length == 0;
    }

    /** From the far end, once: from each test's it takes half a minute. */
    private static Set<JavaClass> dependingOn(JavaClass needed) {
        var found = new HashSet<JavaClass>();
        var next = new ArrayDeque<>(List.of(needed));
        while (!next.isEmpty()) {
            next.remove().getDirectDependenciesToSelf().stream()
                    .map(Dependency::getOriginClass)
                    .filter(found::add)
                    .forEach(next::add);
        }
        return found;
    }

    private static ArchCondition<JavaClass> carryATag() {
        return new ArchCondition<>("carry a tag") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var tags = type.reflect().getAnnotationsByType(Tag.class);
                events.add(
                        new SimpleConditionEvent(
                                type,
                                tags.length > 0,
                                type.getName()
                                        + " carries "
                                        + (tags.length > 0 ? Arrays.toString(tags) : "no tag")));
            }
        };
    }
}
