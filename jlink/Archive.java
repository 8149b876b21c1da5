import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Packs the runtime image as a tar.gz whose bytes follow from its files alone: in the order of their names, with the
 * times that {@link Image} gave them, and owned by nobody in particular.
 *
 * <p>POSIX 1003.1-1988 (ustar): names that are longer than its fields are refused.
 */
final class Archive implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int NAME = 100;

    private final OutputStream out;

    private Archive(OutputStream out) {
        this.out = out;
    }

    /** Arguments: the image's folder, the archive, the name of the folder in it. */
    public static void main(String[] arguments) throws IOException {
        var image = Path.of(arguments[0]);
        var target = Path.of(arguments[1].replace("@arch@", architecture()));
        try (var archive = new Archive(new GZIPOutputStream(Files.newOutputStream(target), 64 * 1024)); var files = Files.walk(image)) {
            for (Path file : files.sorted().toList()) {
                archive.add(file, arguments[2] + "/" + image.relativize(file));
            }
        }
    }

    /** As the makers of containers call it. */
    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
    }

    private void add(Path file, String name) throws IOException {
        if (Files.isSymbolicLink(file)) {
            header(name, '2', 0777, 0, file, Files.readSymbolicLink(file).toString());
        } else if (Files.isDirectory(file)) {
            header(name.endsWith("/") ? name : name + "/", '5', 0755, 0, file, "");
        } else {
            header(name, '0', Files.isExecutable(file) ? 0755 : 0644, Files.size(file), file, "");
            Files.copy(file, out);
            out.write(new byte[(int) (-Files.size(file) & (BLOCK - 1))]);
        }
    }

    private void header(String name, char type, int mode, long size, Path file, String link) throws IOException {
        var header = new byte[BLOCK];
        int cut = name.length() <= NAME ? -1 : name.lastIndexOf('/', name.length() - 2);
        put(header, 0, NAME, name.substring(cut + 1));
        put(header, 345, 155, cut < 0 ? "" : name.substring(0, cut));
        put(header, 100, 8, octal(mode, 7));
        put(header, 108, 8, octal(0, 7)); // owner
        put(header, 116, 8, octal(0, 7)); // group
        put(header, 124, 12, octal(size, 11));
        put(header, 136, 12, octal(Files.getLastModifiedTime(file).toMillis() / 1000, 11));
        put(header, 148, 8, " ".repeat(8)); // what the checksum counts in its own place
        put(header, 156, 1, String.valueOf(type));
        put(header, 157, NAME, link);
        put(header, 257, 8, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, 8, octal(sum, 6) + "\0 ");
        out.write(header);
    }

    private static void put(byte[] header, int offset, int length, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > length) {
            throw new IllegalArgumentException("too long for a tar file: " + text);
        }
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static String octal(long number, int digits) {
        String text = Long.toOctalString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
