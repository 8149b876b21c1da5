package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Ill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the steps of examinations: all examinations at the same time, the steps of each in a row, each step within a
 * limit of time, whether or not it lets itself be interrupted. Whatever becomes of one examination, others are told.
 */
public final class Diagnosis {
    private static final String ADVICE = "tell the developers: nobody has thought of this";

    private final Duration limit;

    /** @param limit for one step, and for an examination to let go of what it has opened */
    public Diagnosis(Duration limit) {
        this.limit = limit;
    }

    /** What was found, in the order of the examinations and their steps. Closes them. */
    public List<Row> of(List<Examination> examinations) throws InterruptedException {
        List<FutureTask<List<Row>>> all = examinations.stream()
                .map(one -> begun("examining " + one.subject(), () -> rows(one))).toList();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < all.size(); i++) {
            try {
                rows.addAll(all.get(i).get());
            } catch (ExecutionException e) {
                rows.add(new Row(examinations.get(i).subject(), "steps", Optional.of(broken(e))));
            }
        }
        return rows;
    }

    private static <T> FutureTask<T> begun(String name, Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name(name).start(task);
        return task;
    }

    private List<Row> rows(Examination examination) throws InterruptedException {
        var rows = new ArrayList<Row>();
        boolean going = true;
        try {
            for (Step step : examination.steps()) {
                Optional<Finding> finding = going ? Optional.of(taken(step)) : Optional.empty();
                var row = new Row(examination.subject(), step.name(), finding);
                going = going && !(step.needed() && row.failed());
                rows.add(row);
            }
        } finally {
            close(examination);
        }
        return rows;
    }

    private Finding taken(Step step) throws InterruptedException {
        FutureTask<Finding> task = begun(step.name(), step.question()::ask);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            task.cancel(true);
            return new Ill("no answer within " + inWords(limit), "find out what keeps it: a firewall that swallows "
                    + "packets, an overloaded server, a wrong address");
        } catch (ExecutionException e) {
            return broken(e);
        }
    }

    /** What was seen has been told by then, so nothing that goes wrong with this is worth a row. */
    private void close(Examination examination) throws InterruptedException {
        FutureTask<Boolean> task = begun("closing " + examination.subject(), () -> {
            examination.close();
            return true;
        });
        try {
            task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            task.cancel(true);
        }
    }

    private static Finding broken(ExecutionException e) {
        return new Ill("failed with " + e.getCause().getClass().getSimpleName(), ADVICE);
    }

    private static String inWords(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
