package com.movieticket.booking.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** How large the runtime image is: unpacked, and packed as a container's layer would be. */
final class ImageSize implements Row {
    private static final double MEGABYTE = 1024 * 1024;

    @Override
    public String name() {
        return "size";
    }

    @Override
    public String title() {
        return "Size of the runtime image";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws IOException {
        progress.accept("adding up, and packing");
        Predicate<Path> cache = file -> file.toString().endsWith(".aot");
        return List.of(
                Figure.alone("unpacked, without the cache of the code", unpacked(cache.negate()), "MB").atMost(70),
                Figure.alone("the cache of the code", unpacked(cache), "MB"),
                Figure.alone("all of it, each file packed", packed(), "MB").atMost(60));
    }

    private static double unpacked(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(Launch.IMAGE)) {
            return files.filter(Files::isRegularFile).filter(wanted).mapToLong(ImageSize::size).sum() / MEGABYTE;
        }
    }

    private static double packed() throws IOException {
        var count = new Count();
        try (Stream<Path> files = Files.walk(Launch.IMAGE)) {
            files.filter(Files::isRegularFile).forEach(file -> pack(file, count));
        }
        return count.bytes / MEGABYTE;
    }

    private static void pack(Path file, Count count) {
        try (var out = new DeflaterOutputStream(count, new Deflater(Deflater.BEST_COMPRESSION))) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps nothing but how much it was. */
    private static final class Count extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }
}
