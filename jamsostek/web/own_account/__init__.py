"""Pages of own-account workers: registering, the member's own, the collector's, the branch's."""
