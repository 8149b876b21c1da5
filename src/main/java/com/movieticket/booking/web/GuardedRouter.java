package com.movieticket.booking.web;

import io.helidon.webserver.Router;
import io.helidon.webserver.Routing;
import io.helidon.webserver.http.HttpRouting;

import java.util.List;

/** Finds routings as another router does, but that of HTTP comes guarded. */
final class GuardedRouter implements Router {
    private final Router router;
    private final HttpRouting http;

    GuardedRouter(Router router, ErrorPages errors, Tracing tracing) {
        this.router = router;
        this.http = new GuardedRouting(router.routing(HttpRouting.class, HttpRouting.empty()), errors, tracing);
    }

    @Override
    public <T extends Routing> T routing(Class<T> type, T other) {
        return type == HttpRouting.class ? type.cast(http) : router.routing(type, other);
    }

    @Override
    public List<? extends Routing> routings() {
        return router.routings();
    }

    @Override
    public void beforeStart() {
        router.beforeStart();
    }

    @Override
    public void afterStop() {
        router.afterStop();
    }
}
