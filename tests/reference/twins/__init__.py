"""One plain twin a rule: ``week(community)`` for weekly rules, ``meet(...)`` for the rules of a meeting."""
