import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the runtime image: a folder with the JDK's modules that the service needs, the jars, and what starts them.
 *
 * <p>The jars are not linked, since most of them are automatic modules, which jlink refuses.
 */
final class Image {
    private static final Path RECIPE = Path.of("jlink");

    private final Path folder;

    private Image(Path folder) {
        this.folder = folder;
    }

    /** Arguments: the folder to make, the service's jar, the SBOM, the libraries as a class path, the time that all files bear. */
    public static void main(String[] arguments) throws IOException {
        var image = new Image(Path.of(arguments[0]));
        var jars = Stream.concat(Stream.of(arguments[1]), Stream.of(arguments[3].split(":")))
                .map(Path::of).filter(Files::isRegularFile).toList();
        image.delete();
        image.link();
        Files.deleteIfExists(image.folder.resolve("lib", "jrt-fs.jar")); // so that other JDKs can look into this one
        image.strip();
        image.copy(jars);
        image.launcher(jars);
        var sbom = Path.of(arguments[2]);
        if (Files.exists(sbom)) { // Maven can't make one when it is offline
            Files.copy(sbom, image.folder.resolve("sbom.json"));
        }
        image.date(FileTime.from(Instant.parse(arguments[4])));
    }

    private void link() throws IOException {
        int result = ToolProvider.findFirst("jlink").orElseThrow().run(System.out, System.err,
                "--add-modules=" + String.join(",", lines("modules.txt")),
                "--add-options=" + String.join(" ", lines("jvm.options")),
                "--strip-debug", "--no-header-files", "--no-man-pages", "--dedup-legal-notices=error-if-not-same-content",
                "--compress=zip-9", "--vm=server",
                // for people and other programs, none of whom the service is
                "--exclude-files=/java.base/bin/keytool,/jdk.jfr/bin/jfr,/java.base/lib/classlist,/java.base/lib/jexec,"
                        // for arrays so long that nothing here sorts any; the virtual machine does without
                        + "/java.base/lib/libsimdsort.so",
                "--disable-plugin=generate-jli-classes", // what it generates isn't the same each time
                "--output=" + folder);
        if (result != 0) {
            throw new IllegalStateException("jlink has failed");
        }
    }

    /** The names of the virtual machine's own functions are a sixth of it. Where there is no strip, they stay. */
    private void strip() throws IOException {
        List<String> libraries = files().stream().map(Path::toString).filter(file -> file.endsWith(".so")).toList();
        try {
            var command = Stream.concat(Stream.of("strip", "--strip-unneeded"), libraries.stream()).toList();
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("strip has failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            System.out.println("The image keeps its symbols, 5 MB, since there is no strip here (package binutils): " + e.getMessage());
        }
    }

    private void copy(List<Path> jars) throws IOException {
        Path app = Files.createDirectory(folder.resolve("app"));
        for (Path jar : jars) {
            Files.copy(jar, app.resolve(jar.getFileName()));
        }
    }

    private void launcher(List<Path> jars) throws IOException {
        // The cache of the code matches only modules of the names that it was made with, and the image may be anywhere.
        var modules = jars.stream().map(jar -> "/proc/self/cwd/app/" + jar.getFileName()).sorted().toList();
        Files.writeString(folder.resolve("lib", "modules.args"), "--module-path\n" + String.join(":", modules) + "\n");
        Files.copy(RECIPE.resolve("cache.args"), folder.resolve("lib", "cache.args"));
        Files.writeString(folder.resolve("lib", "health.args"), Files.readString(RECIPE.resolve("health.args"))
                .replace("@jar@", jars.getFirst().getFileName().toString()));
        Path launcher = Files.copy(RECIPE.resolve("booking"), folder.resolve("bin", "booking"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** One time for all files: it goes into the archive, and the cache of the code is void when a jar's changes. */
    private void date(FileTime time) throws IOException {
        for (Path file : files()) {
            Files.setLastModifiedTime(file, time);
        }
    }

    private void delete() throws IOException {
        if (Files.exists(folder)) {
            for (Path file : files()) {
                Files.delete(file);
            }
        }
    }

    /** The folder and all that is in it, what is inside before what it is in. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** What a file of the recipe says, without its comments. */
    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(RECIPE.resolve(file)).stream()
                .map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList();
    }
}
