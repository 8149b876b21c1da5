package com.movieticket.booking.settings;

import io.helidon.common.mapper.MapperManager;
import io.helidon.config.Config;
import io.helidon.service.registry.ServiceRegistryException;
import io.helidon.service.registry.Services;

import java.lang.System.Logger.Level;

/**
 * Keeps the framework from configuring itself. Left alone, it reads {@code application.yaml}, all environment variables
 * and all system properties by rules of its own: names that mean one thing to us would mean another to it. What it
 * should know it is told in code.
 */
public final class FrameworkConfiguration {
    private static final System.Logger LOG = System.getLogger(FrameworkConfiguration.class.getName());

    private FrameworkConfiguration() {
    }

    /** To be called before anything of the framework is built. Calling it again does nothing. */
    public static void disable() {
        Once.disabled();
    }

    /** The framework accepts it once per process. */
    private static final class Once {
        static {
            try {
                Services.set(Config.class, Config.empty());
                gatherMappersOnce();
            } catch (ServiceRegistryException _) {
                LOG.log(Level.WARNING, "The framework had read its own configuration before it could be kept from it");
            }
        }

        /**
         * Else the framework gathers its mappers anew for each {@code Content-Length} that it reads, which took a sixth of
         * all that a read of a booking costs. It still looks for them under their deprecated name alone.
         */
        @SuppressWarnings("removal")
        private static void gatherMappersOnce() {
            MapperManager.global(MapperManager.create());
        }

        static void disabled() {
            // Loading the class has done it.
        }
    }
}
