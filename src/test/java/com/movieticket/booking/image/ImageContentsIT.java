package com.movieticket.booking.image;

import com.movieticket.booking.frontdoor.Program;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing is in the image that isn't on a list, and nothing is on the lists that isn't needed. */
class ImageContentsIT {
    private static final Path IMAGE = Path.of("target", "image");
    /** Needed by addresses that begin with mongodb+srv, which no module's descriptor knows of. */
    private static final Set<String> ASKED_FOR_BY_ADDRESSES = Set.of("jdk.naming.dns");

    @Test
    void its_modules_of_the_JDK_are_those_of_the_list() throws IOException {
        try (var program = Program.start(List.of(IMAGE.resolve("bin/java").toString(), "--list-modules"),
                Path.of("."), Map.of())) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.output().lines().map(line -> line.replaceFirst("@.*", "")))
                    .containsExactlyElementsOf(listed("modules.txt"));
        }
    }

    @Test
    void every_module_of_the_list_is_asked_for_by_the_service_or_a_library() throws IOException {
        var roots = new HashSet<>(ASKED_FOR_BY_ADDRESSES);
        roots.add("com.movieticket.booking");
        ModuleFinder jdk = ModuleFinder.ofSystem();
        ModuleFinder app = ModuleFinder.of(IMAGE.resolve("app"));
        app.findAll().stream().map(ModuleReference::descriptor) // found by what they provide, not by who requires them
                .filter(module -> !module.isAutomatic() && !module.provides().isEmpty())
                .forEach(module -> roots.add(module.name()));
        var needed = Configuration.empty().resolve(app, jdk, roots).modules().stream()
                .map(ResolvedModule::name).filter(name -> jdk.find(name).isPresent()).sorted().toList();
        assertThat(listed("modules.txt")).containsExactlyElementsOf(needed);
    }

    @Test
    void its_libraries_are_those_of_the_list_and_each_has_a_licence() throws IOException {
        assertThat(jars()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Stream.of("booking-service"), listed("libraries.txt").stream()).toList());
        assertThat(lines("libraries.txt")).allMatch(line -> line.matches("\\S+ +\\S.*"));
    }

    @Test
    void its_bill_of_materials_names_every_library() throws IOException {
        JsonObject bill = JsonParser.create(Files.readString(IMAGE.resolve("sbom.json"))).readJsonObject();
        assertThat(bill.stringValue("bomFormat")).contains("CycloneDX");
        Set<String> named = bill.arrayValue("components").orElseThrow().values().stream()
                .map(component -> component.asObject().stringValue("name").orElseThrow()).collect(Collectors.toSet());
        assertThat(named).containsAll(listed("libraries.txt"));
    }

    @Test
    void it_has_the_licences_of_the_JDK() {
        assertThat(IMAGE.resolve("legal/java.base/LICENSE")).content().contains("GNU");
    }

    /** Jars without their versions. */
    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(IMAGE.resolve("app"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("-\\d.*\\.jar$", "")).toList();
        }
    }

    /** The names that a list of the recipe has. */
    private static List<String> listed(String file) throws IOException {
        return lines(file).stream().map(line -> line.replaceFirst("\\s.*", "")).toList();
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of("jlink", file)).stream()
                .map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList();
    }
}
