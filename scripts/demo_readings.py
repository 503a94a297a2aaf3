"""The invented readings and project records of the demonstration ledger."""

from __future__ import annotations

MONITORED = "区生态环境局"

READINGS: dict[str, tuple[str, str, str]] = {
    "forest-cover": ("区林业分局", "Q", "76.17 76.18 76.18 76.2"),
    "pm25": (MONITORED, "M", "33.5 31.2 29 27.1 25.4 24.1 23.2 22.6 22.4 22.8 23.3 23.8"),
    "air-good-days": (
        MONITORED,
        "M",
        "93.5 94.8 95.6 96.7 97 97.3 97.1 96.9 96.6 96.4 96.7 97",
    ),
    "prov-sections-good": (MONITORED, "M", "100 100 100 100 100 100 91.7 100 100 100 100 100"),
    "national-sections-good": (
        MONITORED,
        "M",
        "100 100 100 83.3 100 100 100 100 100 100 100 100",
    ),
    "polluted-farmland-safe": ("区农业农村局", "Q", "- - 93.2 93.6"),
    "key-construction-land-safe": ("区自然资源分局", "Q", "96.1 96.1 97.4 97.4"),
    "drinking-water-sources": (MONITORED, "Q", "100 100 100 100"),
    "urban-sewage-collection": ("区城管局", "Q", "51.2 52.8 54.1 55.6"),
    "rural-sewage-rate": (MONITORED, "Q", "38.5 40.2 41.6 42.7"),
    "urban-waste-harmless": ("区城管局", "Q", "100 100 100 100"),
    "rural-waste-collection": ("区城管局", "Q", "98.6 99.2 100 100"),
    "national-green-factories": ("", "Q", "0 1 1 2"),
    "provincial-green-factories": ("", "Q", "0 1 2 3"),
    "new-energy-capacity": (
        "",
        "M",
        "31.2 31.2 32.6 33.5 34.9 36 37.4 38.1 39.5 40.8 42.2 43.6",
    ),
    "charging-piles": (
        "",
        "M",
        "1120 1136 1168 1204 1230 1262 1290 1335 1380 1432 1478 1526",
    ),
    "selenium-products": ("", "Q", "1 4 7 10"),
    "eco-townships": ("", "Q", "0 0 0 1"),
    "sewage-pipes": ("", "M", "0.6 1.4 2.5 3.9 5.2 6.4 7.6 8.9 10.3 11.6 12.9 14.2"),
    "low-yield-forest": ("", "M", "0.45 1.1 1.9 2.6 3.1 3.4 3.8 4.3 4.9 5.6 6.3 6.87"),
    "ganjiang-source-area": ("", "Q", "0.1 0.36 0.5 0.7"),
    "reserve-forest": ("", "Q", "0.02 0.05 0.08 0.1"),
    "soil-erosion-area": ("", "Q", "1.2 3.7 5.5 7.2"),
    "clean-watershed": ("", "Q", "0 0 0 1"),
    "fish-release": ("", "Q", "- 60 100 100"),
    "soil-testing": ("", "Q", "86.2 88.4 90.3 91.1"),
    "manure-use": ("", "Q", "90.2 90.8 91.3 91.6"),
    "manure-facilities": ("", "Q", "96.8 97.5 98.1 98.4"),
    "straw-use": ("", "Q", "- 90.4 91.2 92.5"),
    "film-recovery": ("", "Q", "72.1 75.4 78.2 81"),
    "pesticide-packaging": ("", "Q", "58 61 64.2 66.8"),
    "rural-toilets": ("", "M", "20 48 95 150 210 270 330 395 460 530 600 645"),
    "village-sewage": ("", "Q", "0 2 3 4"),
    "village-sites": ("", "M", "4 10 20 31 42 55 66 78 92 104 113 121"),
    "beautiful-townships": ("", "Q", "0 1 1 2"),
    "beautiful-villages": ("", "Q", "3 9 15 20"),
    "beautiful-courtyards": (
        "",
        "M",
        "180 420 790 1120 1460 1850 2140 2460 2790 3080 3390 3650",
    ),
    "happy-rivers": ("", "Q", "0 0 0 1"),
}
"""By target: who reads (the target's lead where empty), monthly or quarterly, and the values."""

NOTES: dict[str, tuple[str, str]] = {
    "nox-cut": (MONITORED, "减排工程按计划推进"),
    "voc-cut": (MONITORED, "减排工程按计划推进"),
    "cod-cut": (MONITORED, "减排工程按计划推进"),
    "nh3n-cut": (MONITORED, "减排工程按计划推进"),
    "class-v-sections": (MONITORED, "未出现V类及劣V类水断面"),
    "env-incidents": (MONITORED, "未发生重大及以上突发环境事件"),
    "soil-quality": (MONITORED, "未发现新增污染地块"),
    "abandoned-mines": ("", "修复工程有序推进"),
    "ganjiang-phosphorus": ("", "总磷浓度同上季度基本持平"),
}
"""By target in words: who speaks, and the note of each quarter."""

Step = tuple[str, str, int, int, str]
PROJECTS: dict[str, tuple[Step, ...]] = {
    "ganxian-pumped-storage": (
        ("2024-03-26", "前期", 20, 1800, ""),
        ("2024-06-20", "前期", 45, 3600, "用地报批周期较长"),
        ("2024-09-25", "在建", 60, 9500, ""),
        ("2024-12-20", "在建", 70, 15200, ""),
    ),
    "maodian-trunk-sewer": (
        ("2024-03-22", "在建", 25, 420, ""),
        ("2024-06-21", "在建", 50, 980, "受连续降雨影响，现场施工滞后"),
        ("2024-09-20", "在建", 75, 1510, ""),
        ("2024-12-18", "完工", 100, 1960, ""),
    ),
    "yangtang-pipe-network-lot2": (
        ("2024-04-19", "在建", 30, 350, ""),
        ("2024-08-23", "在建", 60, 720, ""),
        ("2024-12-19", "在建", 90, 1080, "末段管网待通水试运行"),
    ),
    "yangtang-sewage-plant-phase2": (
        ("2024-04-19", "前期", 10, 60, ""),
        ("2024-08-23", "在建", 35, 1400, ""),
        ("2024-12-19", "在建", 60, 2900, "设备供货较计划推迟"),
    ),
    "chengbei-sewage-plant-expansion": (
        ("2024-03-22", "在建", 55, 2100, ""),
        ("2024-07-19", "在建", 80, 3300, ""),
        ("2024-11-22", "调试", 95, 3950, ""),
    ),
    "ganjiang-source-restoration": (
        ("2024-03-21", "在建", 15, 110, ""),
        ("2024-06-21", "在建", 50, 390, ""),
        ("2024-10-18", "在建", 85, 640, ""),
    ),
    "chemical-park-monitoring-station": (
        ("2024-05-17", "前期", 15, 30, ""),
        ("2024-09-20", "在建", 55, 260, ""),
        ("2024-12-20", "在建", 85, 410, "部分仪器待到货安装"),
    ),
}
"""By project: date, stage, percent, invested (万元), issue."""
