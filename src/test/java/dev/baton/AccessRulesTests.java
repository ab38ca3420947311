package dev.baton;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Requires;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Deny by default: whatever changes something says who may do it. Exceptions stand in {@code
 * src/test/resources/open-services.txt}, each with its reason.
 */
@Execution(ExecutionMode.CONCURRENT)
class AccessRulesTests {

    private static final JavaClasses CODE =
            new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** What the code writes into the database by, and the names that it writes under. */
    private static final List<Class<?>> WRITERS =
            List.of(
                    EntityManager.class,
                    JdbcClient.StatementSpec.class,
                    JdbcOperations.class,
                    Repository.class,
                    SessionRepository.class);

    private static final Pattern WRITES =
            Pattern.compile("(update|batchUpdate|execute|persist|save|delete|remove).*");

    private final Map<String, String> exceptions = exceptions();

    @Test
    void everyControllerMethodSaysWhoMayCallIt() {
        methods()
                .that()
                .areMetaAnnotatedWith(RequestMapping.class)
                .should(sayWhoMayCall())
                .check(CODE);
    }

    @Test
    void everyDoorThatChangesSomethingTakesAnActorAndSaysWhatItRequires() {
        methods()
                .that(arePublicDoors())
                .and(changeSomething())
                .and(areNotExceptions())
                .should(takeAnActor())
                .andShould(sayWhoMayCall())
                .check(CODE);
    }

    /** Elsewhere nothing reads the annotation, so it would promise a check that nobody makes. */
    @Test
    void requiresStandsOnlyWhereItIsEnforced() {
        methods()
                .that()
                .areAnnotatedWith(Requires.class)
                .should(belongToServicesOrControllers())
                .check(CODE);
    }

    @Test
    void serviceMethodsWithRequiresAreReachableByTheCheck() {
        methods()
                .that()
                .areAnnotatedWith(Requires.class)
                .and(areInServices())
                .should(takeAnActor())
                .andShould(beVisibleToTheProxy())
                .check(CODE);
    }

    @Test
    void everyExceptionIsStillNeeded() {
        var open =
                CODE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(arePublicDoors().and(changeSomething()))
                        .filter(method -> !saysWhoMayCall(method) || !takesAnActor(method))
                        .map(this::key)
                        .collect(Collectors.toSet());

        assertThat(open).containsAll(exceptions.keySet());
    }

    private DescribedPredicate<JavaMethod> areNotExceptions() {
        return describe("are not exceptions", method -> !exceptions.containsKey(key(method)));
    }

    private static DescribedPredicate<JavaMethod> arePublicDoors() {
        return describe(
                "are public doors of services and other beans",
                method ->
                        (isService(method.getOwner()) || isOpenBean(method.getOwner()))
                                && method.getModifiers().contains(JavaModifier.PUBLIC)
                                && !method.getModifiers().contains(JavaModifier.STATIC)
                                && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && !overridesAFramework(method));
    }

    private static DescribedPredicate<JavaMethod> areInServices() {
        return describe("are in services", method -> isService(method.getOwner()));
    }

    /**
     * Of a service whatever does not say that it only reads; of other beans, which seldom say so,
     * what has a transaction or comes to write.
     */
    private static DescribedPredicate<JavaMethod> changeSomething() {
        return describe(
                "change something",
                method ->
                        transaction(method)
                                .map(transaction -> !transaction.readOnly())
                                .orElseGet(
                                        () ->
                                                isService(method.getOwner())
                                                        || writes(method, new HashSet<>())));
    }

    private static Optional<Transactional> transaction(JavaMethod method) {
        return method.tryGetAnnotationOfType(Transactional.class)
                .or(() -> method.getOwner().tryGetAnnotationOfType(Transactional.class));
    }

    private static boolean isService(JavaClass type) {
        return type.isMetaAnnotatedWith(Service.class);
    }

    /** A bean that other modules can hold; controllers have a rule of their own. */
    private static boolean isOpenBean(JavaClass type) {
        return type.isMetaAnnotatedWith(Component.class)
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isMetaAnnotatedWith(Controller.class)
                && !type.getPackageName().startsWith("dev.baton.platform");
    }

    /**
     * Whether it comes to write into the database without passing a check of who calls. What stands
     * behind an interface of ours is not followed.
     */
    private static boolean writes(JavaMethod method, Set<JavaMethod> seen) {
        return seen.add(method)
                && method.getAccessesFromSelf().stream()
                        .map(JavaAccess::getTarget)
                        .anyMatch(
                                target ->
                                        isWrite(target)
                                                || target.resolveMember()
                                                        .filter(JavaMethod.class::isInstance)
                                                        .map(JavaMethod.class::cast)
                                                        .filter(called -> !saysWhoMayCall(called))
                                                        .filter(called -> writes(called, seen))
                                                        .isPresent());
    }

    private static boolean isWrite(AccessTarget target) {
        return WRITERS.stream().anyMatch(target.getOwner()::isAssignableTo)
                && WRITES.matcher(target.getName()).matches();
    }

    private static boolean overridesAFramework(JavaMethod method) {
        return method.getOwner().getAllRawInterfaces().stream()
                .filter(type -> !type.getPackageName().startsWith("dev.baton"))
                .anyMatch(
                        type ->
                                type.tryGetMethod(
                                                method.getName(),
                                                method.getRawParameterTypes().stream()
                                                        .map(JavaClass::getName)
                                                        .toArray(String[]::new))
                                        .isPresent());
    }

    private static ArchCondition<JavaMethod> sayWhoMayCall() {
        return ArchCondition.from(
                describe("carry @Requires or @OpenTo", AccessRulesTests::saysWhoMayCall));
    }

    private static boolean saysWhoMayCall(JavaMethod method) {
        return method.isAnnotatedWith(Requires.class) || method.isAnnotatedWith(OpenTo.class);
    }

    private static ArchCondition<JavaMethod> takeAnActor() {
        return ArchCondition.from(describe("take an Actor", AccessRulesTests::takesAnActor));
    }

    private static boolean takesAnActor(JavaMethod method) {
        return method.getRawParameterTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(Actor.class));
    }

    private static ArchCondition<JavaMethod> belongToServicesOrControllers() {
        return ArchCondition.from(
                describe(
                        "belong to a @Service or a controller",
                        method ->
                                isService(method.getOwner())
                                        || method.getOwner().isMetaAnnotatedWith(Controller.class)));
    }

    private static ArchCondition<JavaMethod> beVisibleToTheProxy() {
        return ArchCondition.from(
                describe(
                        "be neither private, static nor final",
                        method ->
                                !method.getModifiers().contains(JavaModifier.PRIVATE)
                                        && !method.getModifiers().contains(JavaModifier.STATIC)
                                        && !method.getModifiers().contains(JavaModifier.FINAL)));
    }

    /** The service when it is an exception as a whole, else the method. */
    private String key(JavaMethod method) {
        var type = method.getOwner().getName().substring("dev.baton.".length());
        return exceptions.containsKey(type) ? type : type + "." + method.getName();
    }

    private static Map<String, String> exceptions() {
        try (var lines = Files.lines(Path.of("src/test/resources/open-services.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(":", 2))
                    .collect(Collectors.toMap(part -> part[0].strip(), part -> part[1].strip()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
