package dev.baton;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.baton.agent.AgentKind;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;

/** How the code is built: names, visibility, where time comes from, how a tenant's rows are found. */
@AnalyzeClasses(packages = "dev.baton", importOptions = OwnCode.class)
class ArchitectureTests {

    /** Finders that may look beyond one tenant, and why. */
    private static final Map<String, String> FINDERS_ACROSS_TENANTS =
            Map.ofEntries(
                    Map.entry("Agents.countByTenants", "the operators' list names the tenants it shows"),
                    Map.entry("Agents.findEnabledAcrossTenants", "the heartbeat asks every agent"),
                    Map.entry("Endpoints.findByTenants", "the events of a batch name their tenants"),
                    Map.entry("Tenants.findCurrencies", "which exchange rates the instance needs"),
                    Map.entry("Memberships.findByAccount", "a person's own workplaces, at the sign-in"),
                    Map.entry("Invitations.findByTokenHash", "the link's secret is all its holder has"),
                    Map.entry("PasswordResets.findByTokenHash", "the link's secret is all its holder has"),
                    Map.entry("PasswordResets.findPending", "accounts belong to no tenant"),
                    Map.entry("Tenants.findBySlug", "tenants themselves, for the platform's operators"),
                    Map.entry("Tenants.findHeavierThan", "every tenant competes with all others"),
                    Map.entry("Tenants.findIdsAfter", "whose old rows are to be forgotten"),
                    Map.entry("Tenants.existsBySlug", "a slug is unique among all tenants"),
                    Map.entry("Tenants.findFirst", "whom operators can share something with"));

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould(haveNameEnding("Util", "Utils", "Helper", "Helpers"))
                    .orShould(haveNameEnding("Manager", "Mapper"))
                    .because("such a name says nothing, and such a class grows without an owner");

    @ArchTest
    static final ArchRule repositoriesStayInTheirModule =
            classes()
                    .that()
                    .areAssignableTo(Repository.class)
                    .should()
                    .notBePublic()
                    .because("a module is entered through its services");

    @ArchTest
    static final ArchRule controllersStayInTheirModule =
            classes()
                    .that()
                    .areMetaAnnotatedWith(Controller.class)
                    .should()
                    .notBePublic()
                    .because("only the web calls them");

    @ArchTest
    static final ArchRule repositoriesInheritNoUnscopedReads =
            noClasses()
                    .should()
                    .beAssignableTo(CrudRepository.class)
                    .because("an inherited findAll forgets the tenant");

    @ArchTest
    static final ArchRule findersOfTenantRowsTakeATenant =
            methods()
                    .that()
                    .areDeclaredInClassesThat()
                    .areAssignableTo(Repository.class)
                    .and(areNotKnownToCrossTenants())
                    .should(takeATenant())
                    .because("who forgets the tenant finds another's rows")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeComesFromTheClock =
            noClasses()
                    .that(not(named("dev.baton.platform.TimeConfiguration")))
                    .should()
                    .accessTargetWhere(asksTheSystemForTheTime())
                    .because("a test must be able to move the clock; for durations take nanoTime");

    @ArchTest
    static final ArchRule rowsAreReadToTheEnd =
            noClasses()
                    .should()
                    .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                    .because("it keeps its database connection until somebody closes it; take list()");

    @ArchTest
    static final ArchRule anAgentKindIsNamedNowhereElse =
            classes()
                    .that()
                    .implement(AgentKind.class)
                    .should(beNamedByNobodyElse())
                    .because("adding a kind is adding one bean")
                    .allowEmptyShould(true);

    private static ArchCondition<JavaClass> haveNameEnding(String... endings) {
        return ArchCondition.from(
                describe(
                        "have a name ending in " + String.join(", ", endings),
                        type ->
                                Set.of(endings).stream()
                                        .anyMatch(
                                                ending -> type.getSimpleName().endsWith(ending))));
    }

    private static DescribedPredicate<JavaMethod> areNotKnownToCrossTenants() {
        return describe(
                "are not known to cross tenants",
                method ->
                        !FINDERS_ACROSS_TENANTS.containsKey(
                                method.getOwner().getSimpleName() + "." + method.getName()));
    }

    private static ArchCondition<JavaMethod> takeATenant() {
        return ArchCondition.from(
                describe(
                        "take a tenant, an id or an aggregate that knows its own",
                        method ->
                                isAboutPeople(method.getOwner())
                                        || method.getRawParameterTypes().stream()
                                                .anyMatch(ArchitectureTests::knowsItsTenant)));
    }

    /** Accounts belong to no tenant; memberships do. */
    private static boolean isAboutPeople(JavaClass repository) {
        return repository.getSimpleName().equals("Accounts");
    }

    private static boolean knowsItsTenant(JavaClass type) {
        return type.isAssignableTo(TenantId.class)
                || type.isAssignableTo(TenantScoped.class)
                || type.isAnnotatedWith(Entity.class);
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheSystemForTheTime() {
        return describe(
                "ask the system for the time",
                access -> {
                    var owner = access.getTargetOwner();
                    var name = access.getName();
                    if (owner.isEquivalentTo(System.class)) {
                        return name.equals("currentTimeMillis");
                    }
                    if (owner.isEquivalentTo(Clock.class)) {
                        return name.startsWith("system") || name.startsWith("tick");
                    }
                    if (owner.isEquivalentTo(Date.class)) {
                        return access.getDescription().contains("<init>()");
                    }
                    return owner.getPackageName().equals("java.time")
                            && name.equals("now")
                            && !access.getDescription().contains("now(java.time.Clock)");
                });
    }

    private static ArchCondition<JavaClass> beNamedByNobodyElse() {
        return new ArchCondition<>("be named by nobody else") {
            @Override
            public void check(JavaClass kind, ConditionEvents events) {
                kind.getDirectDependenciesToSelf().stream()
                        .map(dependency -> dependency.getOriginClass())
                        .filter(user -> !outermost(user).equals(outermost(kind)))
                        .forEach(
                                user ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        user,
                                                        user.getName()
                                                                + " names "
                                                                + kind.getName())));
            }
        };
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTests::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return describe("is " + name, type -> type.getName().equals(name));
    }

    private static DescribedPredicate<JavaClass> not(DescribedPredicate<JavaClass> predicate) {
        return DescribedPredicate.not(predicate);
    }
}
