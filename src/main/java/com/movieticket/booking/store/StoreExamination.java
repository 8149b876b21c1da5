package com.movieticket.booking.store;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.movieticket.booking.diagnosis.Examination;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Reaching;
import com.movieticket.booking.diagnosis.Step;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.UnavailableException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether the database can be reached and used as the service uses it. Nothing is left behind: the documents that are
 * asked for, changed and deleted are such that aren't there.
 */
public final class StoreExamination implements Examination {
    private static final String SETTING = "MONGODB_URI";
    /** By more than that, one machine takes seats for free that the other still holds. */
    private static final Duration GREAT_SKEW = Duration.ofSeconds(30);
    private static final Duration SKEW = Duration.ofSeconds(2);

    private final Settings.Mongodb settings;
    private final String nothing;
    private final InstantSource clock;
    private Optional<MongoStore> store = Optional.empty();

    /**
     * @param nothing the id of no document
     * @param clock   of this machine, to be compared with the database's
     */
    public StoreExamination(Settings.Mongodb settings, String nothing, InstantSource clock) {
        this.settings = settings;
        this.nothing = nothing;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "MongoDB";
    }

    @Override
    public List<Step> steps() {
        return List.of(
                Step.needed("resolve", () -> ofAny(Reaching::resolve)),
                Step.needed("connect", () -> ofAny(Reaching::connect)),
                Step.needed("authenticate", this::authenticate),
                Step.also("topology", this::topology),
                Step.also("clock", this::clock),
                Step.also("indexes", () -> asked(() -> new StoreIndexes(store()).finding())),
                Step.also("permissions", () -> asked(() -> new StorePermissions(store(), nothing).finding())));
    }

    private static Finding asked(Supplier<Finding> question) {
        try {
            return question.get();
        } catch (UnavailableException e) {
            return new Ill(e.getMessage(), "see that the database's user has the role readWrite, and what MongoDB's log says");
        }
    }

    /** One server of several is enough; the others are told of. */
    private Finding ofAny(Function<Reaching, Finding> question) throws InterruptedException, ExecutionException {
        List<Reaching> servers;
        try {
            servers = servers(); // of an SRV address they are found by the DNS
        } catch (RuntimeException _) {
            return new Ill("the DNS has no servers for this mongodb+srv address", "correct " + SETTING + ", or the DNS");
        }
        List<Finding> findings = answers(servers, question);
        List<Finding> ill = findings.stream().filter(finding -> finding instanceof Ill).toList();
        if (ill.isEmpty()) {
            return new Well(String.join("; ", findings.stream().map(Finding::detail).toList()));
        }
        return ill.size() == findings.size() ? ill.getFirst()
                : new Doubtful("%d of %d servers: %s".formatted(ill.size(), findings.size(), ill.getFirst().detail()),
                        "see to that server, or correct " + SETTING);
    }

    /** All are asked at the same time, since those behind a firewall need some seconds each. */
    private static List<Finding> answers(List<Reaching> servers, Function<Reaching, Finding> question)
            throws InterruptedException, ExecutionException {
        var asked = servers.stream().map(server -> new FutureTask<>(() -> question.apply(server))).toList();
        asked.forEach(task -> Thread.ofVirtual().name("reaching").start(task));
        var findings = new ArrayList<Finding>();
        for (FutureTask<Finding> one : asked) {
            findings.add(one.get());
        }
        return findings;
    }

    private List<Reaching> servers() {
        var uri = new ConnectionString(settings.uri());
        return uri.getHosts().stream().map(ServerAddress::new)
                .map(server -> new Reaching(server.getHost(), server.getPort(), SETTING)).toList();
    }

    private Finding authenticate() {
        MongoStore opened = store();
        try {
            opened.patientPing();
        } catch (UnavailableException e) {
            return new Ill(e.getMessage(), opened.cluster().getServerDescriptions().isEmpty() ? "correct " + SETTING
                    : "correct user, password, authSource, tls and replicaSet in " + SETTING);
        }
        return new ConnectionString(settings.uri()).getCredential() == null
                ? new Doubtful("no user is named: the database takes anybody", "give the database users, and " + SETTING
                        + " one of them, unless nobody else can reach it")
                : new Well("the credentials are accepted");
    }

    private Finding topology() {
        ClusterDescription cluster = store().cluster();
        boolean sessions = cluster.getLogicalSessionTimeoutMinutes() != null;
        String what = cluster.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
                + (sessions ? "with sessions" : "without sessions");
        return cluster.getType() == ClusterType.STANDALONE || !sessions
                ? new Doubtful(what + ": writes are not repeated by the driver, and a lost server is lost data",
                        "in production, use a replica set of three")
                : new Well(what);
    }

    private Finding clock() {
        Instant before = clock.instant();
        Optional<Instant> theirs = theirTime();
        if (theirs.isEmpty()) {
            return new Well("the database doesn't tell its time");
        }
        // As NTP has it: the answer was given in the middle between asking and hearing.
        Instant ours = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
        Duration skew = Duration.between(theirs.get(), ours).abs();
        String detail = "differs from the database's by " + skew.toMillis() + " ms";
        String advice = "let both machines keep their time by NTP";
        if (skew.compareTo(GREAT_SKEW) > 0) {
            return new Ill(detail, advice);
        }
        return skew.compareTo(SKEW) > 0 ? new Doubtful(detail, advice) : new Well(detail);
    }

    private Optional<Instant> theirTime() {
        for (String command : List.of("hello", "isMaster")) { // older servers know the second alone
            try {
                return store().await().first(store().administration()
                                .runCommand(new BsonDocument(command, new BsonInt32(1)), BsonDocument.class))
                        .map(answer -> answer.get("localTime")).filter(BsonValue::isDateTime)
                        .map(time -> Instant.ofEpochMilli(time.asDateTime().getValue()));
            } catch (UnavailableException _) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** Opened when it is needed first: it connects by itself, again and again. */
    private synchronized MongoStore store() {
        if (store.isEmpty()) {
            store = Optional.of(MongoStore.open(settings));
        }
        return store.get();
    }

    @Override
    public synchronized void close() {
        store.ifPresent(MongoStore::close);
    }
}
