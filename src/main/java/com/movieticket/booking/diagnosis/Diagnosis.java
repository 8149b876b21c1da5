package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Ill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the steps of examinations: all examinations at the same time, the steps of each in a row, each step within a
 * limit of time, whether or not it lets itself be interrupted.
 */
public final class Diagnosis {
    private final Duration limit;

    /** @param limit for one step */
    public Diagnosis(Duration limit) {
        this.limit = limit;
    }

    /** What was found, in the order of the examinations and their steps. Closes them. */
    public List<Row> of(List<Examination> examinations) throws InterruptedException {
        List<FutureTask<List<Row>>> all = examinations.stream().map(this::begun).toList();
        var rows = new ArrayList<Row>();
        for (FutureTask<List<Row>> one : all) {
            try {
                rows.addAll(one.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("an examination broke off", e.getCause());
            }
        }
        return rows;
    }

    private FutureTask<List<Row>> begun(Examination examination) {
        var task = new FutureTask<>(() -> rows(examination));
        Thread.ofVirtual().name("examining " + examination.subject()).start(task);
        return task;
    }

    private List<Row> rows(Examination examination) throws InterruptedException {
        var rows = new ArrayList<Row>();
        boolean going = true;
        try (examination) {
            for (Step step : examination.steps()) {
                Optional<Finding> finding = going ? Optional.of(taken(step)) : Optional.empty();
                var row = new Row(examination.subject(), step.name(), finding);
                going = going && !(step.needed() && row.failed());
                rows.add(row);
            }
        }
        return rows;
    }

    private Finding taken(Step step) throws InterruptedException {
        var task = new FutureTask<>(step.question()::ask);
        Thread.ofVirtual().name(step.name()).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            task.cancel(true);
            return new Ill("no answer within " + limit.toSeconds() + " s",
                    "find out what swallows the packets: a firewall, an overloaded server, a wrong address");
        } catch (ExecutionException e) {
            return new Ill("failed with " + e.getCause().getClass().getSimpleName(),
                    "tell the developers: nobody has thought of this");
        }
    }
}
