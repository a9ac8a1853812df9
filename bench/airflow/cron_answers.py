"""Computes the known answers of croniter and of CronTriggerTimetable that the tests of packages/tools/src/airflow/cron hold.

    AIRFLOW_HOME=$(mktemp -d) python cron_answers.py > croniter-answers.json
"""

import datetime
import json

import pendulum
from croniter import croniter
exprs=["*/5 * * * *","0 5 * * 1-5","0 0 1,15 * 1","30 2 * * *","0 22-2 * * *","0 0 L * *","0 9 * * 5#2","0 9 * * L5","15 10 * * mon,wed-fri","0 0 29 2 *","0 */7 * * *","5/20 8-10 * * *","0 0 * jan-mar 0","0 0 * * 7","* * * * * 30","0 12 * * * */20","0 0 */10 * *","59 23 31 * *","0 0 13 * 5","0 0 1 1 * 0 2030","0 0 */2 * */3","10 4 1-7 * 6", "0 0 * * 5-1"]
base=datetime.datetime(2024,2,27,21,58,31)
out={}
for e in exprs:
    try:
        c=croniter(e,base); fw=[c.get_next(datetime.datetime).isoformat() for _ in range(4)]
        c=croniter(e,base); bw=[c.get_prev(datetime.datetime).isoformat() for _ in range(2)]
        out[e]=[fw,bw]
    except Exception as x: out[e]=repr(x)
bad={}
for e in ["60 * * * *","* * * *","a b c d e","0 0 0 * *","0 0 * 13 *","*/0 * * * *","0 25 * * *","0 0 * * 8","0 0 30 2 *","@daily","H * * * *","0-70 * * * *"]:
    try: croniter(e); bad[e]=True
    except Exception as x: bad[e]=str(x)[:60]
from airflow.timetables.trigger import CronTriggerTimetable
tz={}
for e,z,start in [("30 2 * * *","Europe/Berlin","2024-03-30T12:00:00Z"),("0 * * * *","Europe/Berlin","2024-03-30T23:30:00Z"),("30 2 * * *","Europe/Berlin","2024-10-26T12:00:00Z"),("0 * * * *","Europe/Berlin","2024-10-26T22:30:00Z"),("0 2,3 * * *","America/New_York","2024-03-10T05:00:00Z"),("30 1 * * *","America/New_York","2024-11-02T12:00:00Z"),("0 0 * * *","Australia/Lord_Howe","2024-04-05T00:00:00Z")]:
    t=CronTriggerTimetable(e,timezone=z); cur=pendulum.parse(start); r=[]
    for _ in range(4):
        cur=t._get_next(cur); r.append(cur.isoformat())
    tz[e+"|"+z+"|"+start]=r
print(
    json.dumps(
        {
            "about": "Computed by croniter and CronTriggerTimetable (bench/airflow/cron_answers.py); times after and before 2024-02-27T21:58:31.",
            "times": {key: {"after": value[0], "before": value[1]} for key, value in out.items() if isinstance(value, list)},
            "refused": [key for key, value in bad.items() if value is not True],
            "accepted": [key for key, value in bad.items() if value is True],
            "zones": [
                dict(zip(("cron", "zone", "from"), key.split("|")), next=value) for key, value in tz.items()
            ],
        },
        indent=1,
    )
)
