"""Runs a scenario whose loops call nothing: without the calls that make a safe point after each statement, the evaluator looks only where a round ends.

    python run_loop_edges_cpython.py SCENARIO
"""

import sys

import run_scenario_cpython as scenario

translate = scenario.Translator.translate


def without_calls_in_loops(self):
    translator = translate(self)
    translator.body = [line for line in translator.body if not (line.startswith(" ") and line.strip() == "_sp()")]
    return translator


scenario.Translator.translate = without_calls_in_loops
sys.exit(scenario.main(sys.argv[1:]))
