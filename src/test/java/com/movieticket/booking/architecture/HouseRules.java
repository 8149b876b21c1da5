package com.movieticket.booking.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Who may know whom in the house, for any house built like this one. */
final class HouseRules {
    private static final String[] ADAPTERS = {"users", "cinema", "payments", "store", "events"};

    private HouseRules() {
    }

    /** The rules by name, for the house whose packages stand under {@code root}. */
    static Map<String, ArchRule> of(String root) {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("booking knows nobody", only(root, "booking").because("the domain is pure"));
        rules.put("workflow knows booking alone", only(root, "workflow", "booking"));
        rules.put("settings know nobody", only(root, "settings"));
        rules.put("resilience knows nobody of the house but its settings", only(root, "resilience", "settings"));
        for (String adapter : ADAPTERS) {
            rules.put(adapter + " knows ports, domain, resilience, settings and how to be examined, and no other adapter",
                    only(root, adapter, "workflow", "booking", "resilience", "settings", "diagnosis"));
        }
        rules.put("graphql knows the use cases, not the adapters",
                only(root, "graphql", "workflow", "booking", "security", "settings", "diagnosis"));
        rules.put("security knows the use cases' ports and domain, no adapter and not the edge",
                only(root, "security", "workflow", "booking", "resilience", "settings", "diagnosis"));
        rules.put("observe knows the ports, the guards before calls and the domain, no adapter and not the edge",
                only(root, "observe", "workflow", "booking", "resilience", "settings"));
        rules.put("diagnosis knows nobody of the house but its settings", only(root, "diagnosis", "settings"));
        rules.put("web knows nobody of the house but its settings", only(root, "web", "settings"));
        rules.put("time and chance come in from outside", noClasses().that(inside(root))
                .should().callMethod(Instant.class, "now")
                .orShould().callMethod(LocalDateTime.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(UUID.class, "randomUUID")
                .orShould().callMethod(Math.class, "random")
                .orShould().callMethod(Clock.class, "systemUTC"));
        rules.put("the environment is read by Main alone", noClasses().that(inside(root))
                .and().doNotHaveSimpleName("Main")
                .should().callMethod(System.class, "getenv")
                .orShould().callMethod(System.class, "getenv", String.class));
        rules.put("nobody sleeps", noClasses().that(inside(root))
                .should().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Thread.class, "sleep", java.time.Duration.class));
        return rules;
    }

    /** Classes of a room depend, within the house, on that room and the named ones alone. */
    private static ArchRule only(String root, String room, String... others) {
        String[] allowed = Stream.concat(Stream.of(room), Arrays.stream(others))
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> outside = DescribedPredicate.not(resideInAnyPackage(root + "..", root));
        return classes().that().resideInAPackage(root + "." + room + "..")
                .should().onlyDependOnClassesThat(outside.or(resideInAnyPackage(allowed)))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> inside(String root) {
        return resideInAnyPackage(root + "..", root);
    }
}
