package com.movieticket.booking.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The house keeps its rules, and every rule would be seen to be broken. */
class ArchitectureTest {
    private static final String HOUSE = "com.movieticket.booking";
    private static final String COUNTEREXAMPLE = "com.movieticket.counterexample";

    @TestFactory
    Stream<DynamicTest> the_house_keeps_its_rules() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(HOUSE);
        return HouseRules.of(HOUSE).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
    }

    @TestFactory
    Stream<DynamicTest> a_house_that_breaks_every_rule_is_caught_at_each() {
        JavaClasses classes = new ClassFileImporter().importPackages(COUNTEREXAMPLE);
        return HouseRules.of(COUNTEREXAMPLE).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(),
                        () -> assertThat(rule.getValue().evaluate(classes).hasViolation()).isTrue()));
    }

    @Test
    void every_room_has_a_rule() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(HOUSE);
        List<String> rooms = classes.stream()
                .map(c -> c.getPackageName())
                .filter(name -> name.startsWith(HOUSE + "."))
                .map(name -> name.substring(HOUSE.length() + 1).split("\\.")[0])
                .distinct()
                .toList();
        String rules = String.join("\n", HouseRules.of(HOUSE).keySet());
        assertThat(rooms).isNotEmpty().allSatisfy(room -> assertThat(rules).contains(room));
    }
}
