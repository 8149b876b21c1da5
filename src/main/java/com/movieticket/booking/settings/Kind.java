package com.movieticket.booking.settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kind of value: how it is written, what is allowed, and how much of a wrong one may be shown.
 *
 * @param allowed    completes "must be …"
 * @param disclosure what people may see of the text
 * @param reader     empty for a text that is not allowed; its argument is not blank
 */
record Kind<T>(String allowed, Disclosure disclosure, Function<String, Optional<T>> reader) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern WHOLE_SECONDS = Pattern.compile("(\\d{1,9})s?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");
    private static final Pattern NAME = Pattern.compile("[!-~]{1,512}");
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?");
    private static final Pattern EXCHANGE = Pattern.compile("[A-Za-z0-9_.:-]{1,127}");

    static Kind<Integer> number(int least, int most) {
        return plain("a whole number from %d to %d".formatted(least, most), text -> wholeNumber(text)
                .filter(number -> number >= least && number <= most));
    }

    static Kind<Duration> duration(Duration least, Duration most) {
        return plain("a duration from %s to %s: a whole number and ms, s, m or h, such as 500ms or 5s"
                .formatted(written(least), written(most)), text -> durationOf(text)
                .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0));
    }

    /** For the one duration whose variable names its unit. */
    static Kind<Duration> wholeSeconds(int least, int most) {
        return plain("whole seconds from %d to %d, such as 300".formatted(least, most), text -> {
            var seconds = WHOLE_SECONDS.matcher(text);
            return seconds.matches()
                    ? wholeNumber(seconds.group(1)).filter(s -> s >= least && s <= most).map(Duration::ofSeconds)
                    : Optional.empty();
        });
    }

    /** Names in any case; the values of the map are what they stand for. */
    static <T> Kind<T> oneOf(String allowed, Map<String, T> values) {
        return plain(allowed, text -> Optional.ofNullable(values.get(text.toLowerCase(Locale.ROOT))));
    }

    static Kind<Boolean> truth() {
        return oneOf("true or false", Map.of("true", true, "false", false));
    }

    /** One that can be listed now. */
    static Kind<Path> directory() {
        return plain("a directory that can be read", text -> {
            try {
                return Optional.of(Path.of(text)).filter(Files::isDirectory).filter(Files::isReadable);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    /** One that need not be there. */
    static Kind<Path> file() {
        return plain("the path of a file", text -> {
            try {
                return Optional.of(Path.of(text)).filter(path -> !Files.isDirectory(path));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    static Kind<String> host() {
        return plain("a host name or an IP address, without a port", matching(HOST));
    }

    static Kind<String> exchange() {
        return plain("1 to 127 letters, digits, '-', '_', '.' or ':'", matching(EXCHANGE));
    }

    static Kind<String> token() {
        return new Kind<>("a bearer token: 1 to 8192 visible ASCII characters", Disclosure.NOTHING, matching(TOKEN));
    }

    /** Counted in bytes, since that is what makes it hard to guess. */
    static Kind<String> secret(int leastBytes) {
        return new Kind<>("a secret of at least %d bytes and at most 4096 characters".formatted(leastBytes),
                Disclosure.NOTHING, text -> Optional.of(text).filter(secret -> secret.length() <= 4096
                && secret.getBytes(StandardCharsets.UTF_8).length >= leastBytes));
    }

    /** A name that is compared and not looked into. */
    static Kind<String> name() {
        return plain("1 to 512 visible ASCII characters", matching(NAME));
    }

    static Kind<List<Network>> networks() {
        return plain("IP addresses or networks with nothing set behind their prefix, with commas in between, such as "
                + "10.0.0.0/8,fd00::/8", text -> {
            List<Optional<Network>> all = Stream.of(text.split(",", -1)).map(String::strip).map(Network::parse).toList();
            return all.stream().allMatch(Optional::isPresent)
                    ? Optional.of(all.stream().map(Optional::orElseThrow).toList())
                    : Optional.empty();
        });
    }

    /** As browsers write them; {@code *} stands for all, and then alone. */
    static Kind<List<String>> origins() {
        return plain("origins with commas in between, such as https://tickets.example,http://localhost:3000, in small "
                + "letters and with nothing behind the host and port; or * alone", text -> {
            List<String> all = Stream.of(text.split(",", -1)).map(String::strip).toList();
            return Optional.of(all).filter(some -> some.equals(List.of("*"))
                    || some.stream().allMatch(ORIGIN.asMatchPredicate()));
        });
    }

    private static <T> Kind<T> plain(String allowed, Function<String, Optional<T>> reader) {
        return new Kind<>(allowed, Disclosure.UNLESS_ADDRESS, reader);
    }

    /** As people write it, in the largest unit that needs no fraction. */
    static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    private static Optional<Duration> durationOf(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        return Optional.of(switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        });
    }

    private static Optional<Integer> wholeNumber(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Function<String, Optional<String>> matching(Pattern pattern) {
        return text -> Optional.of(text).filter(pattern.asMatchPredicate());
    }
}
