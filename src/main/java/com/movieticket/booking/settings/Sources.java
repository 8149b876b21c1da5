package com.movieticket.booking.settings;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.yaml.YamlConfigParser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where values come from, the environment first, then {@code application.yaml}; and the list of what is wrong with
 * them.
 */
final class Sources {
    /**
     * What was found for a key.
     *
     * @param origin where it is set, for people
     * @param shown  the text as people may see it
     * @param parsed empty when it is not allowed; the problem is noted then
     */
    record Value<T>(String origin, String shown, Optional<T> parsed) {
        /** Only to be asked when there are no problems. */
        T get() {
            return parsed.orElseThrow();
        }
    }

    private final Config defaults = defaults();
    private final Map<String, String> environment;
    private final Map<String, String> keysOfVariables = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Sources(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A key's environment variable, where the API document doesn't name it. */
    static String variable(String key) {
        return key.replaceAll("(\\p{Lower})(\\p{Upper})", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    <T> Value<T> read(String key, Kind<T> kind) {
        return read(key, variable(key), kind);
    }

    <T> Value<T> read(String key, String variable, Kind<T> kind) {
        Value<Optional<T>> value = readOptional(key, variable, kind);
        if (value.parsed().isPresent() && value.get().isEmpty()) {
            note(new Problem(value.origin(), "(nothing)", kind.allowed()));
        }
        return new Value<>(value.origin(), value.shown(), value.parsed().flatMap(found -> found));
    }

    /** For a key that need not be set. */
    <T> Value<Optional<T>> readOptional(String key, String variable, Kind<T> kind) {
        keysOfVariables.put(variable, key);
        Optional<String> set = Optional.ofNullable(environment.get(variable)).map(String::strip)
                .filter(text -> !text.isEmpty());
        String origin = "%s (environment variable %s)".formatted(key, variable);
        Optional<String> text = set.or(() -> defaults.get(key).asString().asOptional().filter(s -> !s.isEmpty()));
        if (text.isEmpty()) {
            return new Value<>(origin, "(nothing)", Optional.of(Optional.empty()));
        }
        String shown = kind.disclosure().show(text.get()) + (set.isPresent() ? "" : " (the default)");
        Optional<T> parsed = kind.reader().apply(text.get());
        if (parsed.isEmpty()) {
            note(new Problem(origin, shown, kind.allowed()));
        }
        return new Value<>(origin, shown, parsed.map(Optional::of));
    }

    /**
     * Notes a problem when a duration is too short beside others. Says nothing when one of them is unknown, because that
     * is a problem of its own.
     *
     * @param least  asked only when the others are known
     * @param reason completes "at least 46s: …"
     */
    void atLeast(Value<Duration> value, Supplier<Duration> least, String reason, List<Value<Duration>> others) {
        if (Stream.concat(Stream.of(value), others.stream()).anyMatch(one -> one.parsed().isEmpty())) {
            return;
        }
        if (value.get().compareTo(least.get()) < 0) {
            note(new Problem(value.origin(), value.shown(),
                    "at least %s: %s".formatted(Kind.written(least.get()), reason)));
        }
    }

    /**
     * Notes a problem when two settings are set that exclude each other.
     *
     * @param reason completes "(nothing), or else jwt.secret unset: …"
     */
    void notBoth(Value<? extends Optional<?>> one, Value<? extends Optional<?>> other, String reason) {
        if (isSet(one) && isSet(other)) {
            note(new Problem(one.origin(), one.shown(), "(nothing), or else %s unset: %s".formatted(other.origin(),
                    reason)));
        }
    }

    /**
     * Notes a problem when a setting has a value that asks for another setting, and that one is unset.
     *
     * @param reason completes "set, because key is …: without one, …"
     */
    <T> void needed(Value<T> value, T asking, Value<? extends Optional<?>> other, String reason) {
        if (value.parsed().equals(Optional.of(asking)) && !isSet(other)) {
            note(new Problem(other.origin(), other.shown(),
                    "set, because %s is %s: %s".formatted(value.origin(), value.shown(), reason)));
        }
    }

    /** Even to something that is not allowed. */
    private static boolean isSet(Value<? extends Optional<?>> value) {
        return value.parsed().isEmpty() || value.get().isPresent();
    }

    /** All that is wrong with what was read, and variables that look like a misspelling of one that was. */
    List<Problem> problems() {
        return Stream.concat(problems.stream(), Misspelling.in(environment, keysOfVariables).stream()).toList();
    }

    private void note(Problem problem) {
        problems.add(problem);
    }

    /**
     * Only the file itself: the framework would mix in the environment and the system properties by rules of its own,
     * look for further files, and resolve references in values, where a password may look like one.
     */
    private static Config defaults() {
        try (InputStream yaml = Sources.class.getResourceAsStream("/application.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("application.yaml is missing from the application");
            }
            return Config.builder()
                    .addSource(ConfigSources.create(yaml, MediaTypes.APPLICATION_YAML))
                    .addParser(YamlConfigParser.create())
                    .disableParserServices()
                    .disableMapperServices()
                    .disableFilterServices()
                    .disableEnvironmentVariablesSource()
                    .disableSystemPropertiesSource()
                    .disableKeyResolving()
                    .disableValueResolving()
                    .changesExecutor(Runnable::run) // else a thread pool is made for changes that never come
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
